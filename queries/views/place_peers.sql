-- question: Which three places of other countries are most like each place?
-- grain: one row per compared place and peer; none where too little is known
SELECT distance.place_code, distance.peer_code, peer.place AS peer, peer.country_code AS peer_country, distance.distance
FROM place_distances AS distance
JOIN compared_places AS peer ON peer.place_code = distance.peer_code
WHERE distance.distance IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY distance.place_code ORDER BY distance.distance, peer.place, distance.peer_code
) <= 3
