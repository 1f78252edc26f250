-- question: Which places of other countries are most like this one, what binds them and what parts them?
-- grain: one row per place of the same kind in another country, the nearest first; no distance where too little is known
-- parameter: place VARCHAR: code of the place
-- column: peer_code VARCHAR code of the other place
-- column: peer VARCHAR its name
-- column: country VARCHAR name of the country
-- column: is_region BOOLEAN whether both are regions
-- column: distance DOUBLE distance from 0 to 1; none where too little is known
-- column: distance_pct DOUBLE the same in per cent; none where too little is known
-- column: shared_levels BIGINT levels both have
-- column: shared_indicators BIGINT key indicators both have
-- column: possible_levels BIGINT levels there are
-- column: possible_indicators BIGINT key indicators most places of the kind have
-- column: bound_by STRUCT(kind VARCHAR, "name" VARCHAR, indicator_id VARCHAR, own DOUBLE, peer DOUBLE)[] what they are most alike in; none without any
-- column: parted_by STRUCT(kind VARCHAR, "name" VARCHAR, indicator_id VARCHAR, own DOUBLE, peer DOUBLE)[] what they are furthest apart in; none without any
WITH told AS (
    SELECT
        peer_code,
        list({'kind': kind, 'name': name, 'indicator_id': indicator_id, 'own': value, 'peer': peer_value}
            ORDER BY difference, kind DESC, variable_order)[:3] AS bound_by,
        list({'kind': kind, 'name': name, 'indicator_id': indicator_id, 'own': value, 'peer': peer_value}
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
    half_up(100 * distance.distance, 0) AS distance_pct,
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
