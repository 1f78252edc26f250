-- question: How has each place's level in one dimension changed between two years?
-- grain: one row per place, the largest rise first; a level is empty where it is not known for the year
-- parameter: dimension VARCHAR: identifier of the dimension, D1 to D8
-- parameter: tier VARCHAR: national, regional or both
SELECT
    place_code,
    place,
    tier,
    country_code,
    country,
    dimension,
    is_shared,
    from_year,
    to_year,
    from_level,
    from_label,
    to_level,
    to_label,
    steps
FROM level_pairs
WHERE dimension_id = $dimension::VARCHAR AND ($tier::VARCHAR = 'both' OR tier = $tier::VARCHAR)
ORDER BY steps DESC NULLS LAST, to_level DESC NULLS LAST, from_level DESC NULLS LAST, place, place_code
