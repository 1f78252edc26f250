-- question: At which level is each place's government in each dimension, in every year assessed?
-- grain: one row per place, tier of government, dimension and year assessed
-- column: place_code VARCHAR Eurostat code of the place
-- column: place VARCHAR name of the place
-- column: country VARCHAR name of the country
-- column: tier VARCHAR level of government: national or regional
-- column: dimension_id VARCHAR code of the dimension, D1 to D8
-- column: dimension VARCHAR name of the dimension of cluster policy
-- column: year BIGINT year of the value or level
-- column: level BIGINT level, 0 to 5
-- column: level_label VARCHAR name of the level
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
