-- question: Which places of other countries are most like this one, what binds them and what parts them?
-- grain: one row per place of the same kind in another country, the nearest first; no distance where too little is known
-- parameter: place VARCHAR: code of the place
WITH told AS (
    SELECT
        peer_code,
        list({'kind': kind, 'name': name, 'unit': unit, 'own': value, 'peer': peer_value}
            ORDER BY difference, kind DESC, variable_order)[:3] AS bound_by,
        list({'kind': kind, 'name': name, 'unit': unit, 'own': value, 'peer': peer_value}
            ORDER BY difference DESC, kind DESC, variable_order)[:2] AS parted_by
    FROM place_differences
    WHERE place_code = $place::VARCHAR
    GROUP BY peer_code
)
SELECT
    distance.peer_code,
    peer.place AS peer,
    peer.country,
    peer.is_region,
    distance.distance,
    round(100 * distance.distance, 0) AS distance_pct,
    distance.shared_levels,
    distance.shared_indicators,
    distance.possible_levels,
    distance.possible_indicators,
    if(distance.distance IS NULL, NULL, told.bound_by) AS bound_by,
    if(distance.distance IS NULL, NULL, told.parted_by) AS parted_by
FROM place_distances AS distance
JOIN compared_places AS peer ON peer.place_code = distance.peer_code
LEFT JOIN told USING (peer_code)
WHERE distance.place_code = $place::VARCHAR
ORDER BY distance.distance NULLS LAST, peer.place, distance.peer_code
