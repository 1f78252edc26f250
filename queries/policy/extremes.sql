-- question: Which countries stand lowest and highest in one dimension?
-- grain: one row for the dimension, in the newest year assessed for all partner countries
-- parameter: dimension VARCHAR: identifier of the dimension, D1 to D8
-- column: dimension VARCHAR name of the dimension of cluster policy; none where no year is known for all
-- column: year BIGINT newest year assessed for all of them; none without one
-- column: lowest BIGINT lowest level, 0 to 5; none without a year
-- column: lowest_label VARCHAR name of the lowest level; none without a year
-- column: lowest_countries VARCHAR[] names of the countries at the lowest; none without a year
-- column: highest BIGINT highest level, 0 to 5; none without a year
-- column: highest_label VARCHAR name of the highest level; none without a year
-- column: range_pct DOUBLE how much of the scale's five steps lies between, in whole per cent; none without a year
-- column: highest_countries VARCHAR[] names of the countries at the highest; none without a year
WITH levels AS (
    SELECT country, dimension, year, level, level_label
    FROM national_levels
    JOIN (
        SELECT dimension_id, max(year) AS year FROM complete_years GROUP BY dimension_id
    ) USING (dimension_id, year)
    WHERE dimension_id = $dimension
)
SELECT
    any_value(dimension) AS dimension,
    any_value(year) AS year,
    min(level) AS lowest,
    arg_min(level_label, level) AS lowest_label,
    list(country ORDER BY country) FILTER (level = (SELECT min(level) FROM levels)) AS lowest_countries,
    max(level) AS highest,
    arg_max(level_label, level) AS highest_label,
    -- How much of the scale's five steps lies between them.
    half_up(100 * (highest - lowest) / 5, 0) AS range_pct,
    list(country ORDER BY country) FILTER (level = (SELECT max(level) FROM levels)) AS highest_countries
FROM levels
