-- question: What are the gaps of a place, and by what can one tell?
-- grain: one row per gap, by kind, the gravest first
-- parameter: place VARCHAR: code of the place
-- column: place_code VARCHAR Eurostat code of the place
-- column: gap_id VARCHAR identifier of the gap
-- column: gap VARCHAR kind of the gap: level, support, size or service
-- column: dimension_id VARCHAR code of the dimension, D1 to D8; none for other kinds of gap
-- column: theme VARCHAR theme without support; none for other kinds of gap
-- column: stage VARCHAR support stage without support; none for other kinds of gap
-- column: indicator_id VARCHAR identifier of the indicator; none but for sizes
-- column: service VARCHAR service not offered; none for other kinds of gap
-- column: name VARCHAR name of the dimension, theme and stage, indicator or service
-- column: own_level BIGINT the place's level, 0 to 5; none but for levels
-- column: level_label VARCHAR name of this level; none but for levels
-- column: year BIGINT year of the level or value; none for other kinds of gap
-- column: stands_for VARCHAR name of the place whose level, instruments, values or providers these are
-- column: is_own BOOLEAN whether it is the place's own level or value
-- column: other_tier VARCHAR name of the place's other tier of government with another level; none without
-- column: median BIGINT middle level of the compared places, the lower of two; none but for levels
-- column: upper_median BIGINT middle level of the compared places, the upper of two; none but for levels
-- column: peer_levels VARCHAR names and levels of the peers; none but for levels
-- column: peers_above BIGINT how many peers stand higher; none but for levels
-- column: peers BIGINT how many peers have a level; none but for levels
-- column: other_countries BIGINT how many other countries have it; none but for support and services
-- column: providers BIGINT how many providers the place has; none but for services
-- column: small_value DOUBLE value of small enterprises, in the unit; none but for sizes
-- column: large_value DOUBLE value of large enterprises, in the unit; none but for sizes
-- column: gap_points DOUBLE large less small enterprises, in points; none but for sizes
-- column: median_points DOUBLE median of this gap over the countries, in points; none but for sizes
-- column: unit VARCHAR unit of the values; none but for sizes
-- column: severity DOUBLE how grave it is among its kind; only for the order
-- column: position BIGINT its place among the gaps of its kind, from the gravest
-- column: of_kind BIGINT how many gaps of its kind the place has
SELECT
    *,
    row_number() OVER (PARTITION BY gap ORDER BY severity DESC, gap_id) AS position,
    count(*) OVER (PARTITION BY gap) AS of_kind
FROM place_gaps
WHERE place_code = $place::VARCHAR
ORDER BY list_position(['level', 'support', 'size', 'service'], gap), severity DESC, gap_id
