-- question: At which level does each place stand in each dimension, and whose level is it?
-- grain: one row per compared place and dimension, countries by name, each before its region
-- column: dimension_id VARCHAR code of the dimension, D1 to D8
-- column: dimension VARCHAR name of the dimension of cluster policy
-- column: place_code VARCHAR Eurostat code of the place
-- column: place VARCHAR name of the place
-- column: country_code VARCHAR code of its country
-- column: is_region BOOLEAN whether it is a region
-- column: level BIGINT level, 0 to 5
-- column: level_label VARCHAR name of the level
-- column: year BIGINT year assessed
-- column: stands_for VARCHAR name of the place assessed
-- column: is_own BOOLEAN whether the level is of the place’s own tier of government
-- column: other_tier VARCHAR levels of the other tier; none without another level
-- column: common_year BIGINT year that most levels are of
-- column: confidence VARCHAR how sure the assessment is
-- column: source_title VARCHAR title of the source
-- column: source_url VARCHAR its page
SELECT
    level.dimension_id,
    level.dimension,
    level.place_code,
    compared.place,
    compared.country_code,
    compared.is_region,
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
