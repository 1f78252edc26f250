-- question: At which level is each place's government in each dimension, in every year assessed?
-- grain: one row per place, tier of government, dimension and year assessed
SELECT
    place_code,
    place,
    country,
    tier,
    dimension_id,
    dimension,
    year,
    level,
    level_label
FROM place_levels
ORDER BY country, tier, place, place_code, dimension_id, year
