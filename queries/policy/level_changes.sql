-- question: How has each place's level in one dimension changed between two years?
-- grain: one row per place, the largest rise first; a level is empty where it is not known for the year
-- parameter: dimension VARCHAR: identifier of the dimension, D1 to D8
-- parameter: tier VARCHAR: national, regional or both
-- column: place_code VARCHAR Eurostat code of the place
-- column: place VARCHAR name of the place
-- column: tier VARCHAR level of government: national or regional
-- column: country_code VARCHAR Eurostat code of the country
-- column: country VARCHAR name of the country
-- column: dimension VARCHAR name of the dimension of cluster policy
-- column: is_shared BOOLEAN whether the two years are the same for all places
-- column: from_year BIGINT the earlier year
-- column: to_year BIGINT the later year
-- column: from_level BIGINT level in the earlier year; none where not known
-- column: from_label VARCHAR name of that level; none where not known
-- column: to_level BIGINT level in the later year; none where not known
-- column: to_label VARCHAR name of that level; none where not known
-- column: steps BIGINT steps of the rubric that it rose (fell, below 0); none where a level is not known
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
