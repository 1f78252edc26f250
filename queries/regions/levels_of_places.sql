-- question: At which level does each place stand in each dimension, and whose level is it?
-- grain: one row per compared place and dimension, countries by name, each before its region
SELECT
    level.dimension_id,
    level.dimension,
    level.place_code,
    compared.place,
    level.level,
    level.level_label,
    level.year,
    level.stands_for,
    level.is_own,
    level.other_tier,
    level.common_year,
    level.confidence,
    level.source_title,
    level.source_url
FROM compared_levels AS level
JOIN compared_places AS compared USING (place_code)
ORDER BY compared.position, level.dimension_id
