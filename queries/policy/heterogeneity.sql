-- question: In how many dimensions are the ten countries' cluster policies far apart?
-- grain: one row over the dimensions, in the newest year assessed for all of them
-- column: year BIGINT newest year assessed for all of them; none without one
-- column: dimensions BIGINT how many dimensions
-- column: wide_dimensions BIGINT dimensions whose levels lie three steps or more apart
-- column: wide_pct DOUBLE their share of the dimensions, in whole per cent; none without a year
WITH levels AS (
    SELECT dimension_id, dimension, year, level, country
    FROM national_levels
    WHERE year = (SELECT max(year) FROM (SELECT year FROM complete_years GROUP BY year HAVING count(*) = 8))
),
spreads AS (
    -- Levels are ordinal: the distance counted is steps of the rubric between the lowest and the highest.
    SELECT dimension_id, max(level) - min(level) AS steps, any_value(year) AS year
    FROM levels
    GROUP BY dimension_id
)
SELECT
    any_value(year) AS year,
    count(*) AS dimensions,
    count(*) FILTER (steps >= 3) AS wide_dimensions,
    half_up(100 * wide_dimensions / dimensions, 0) AS wide_pct
FROM spreads
