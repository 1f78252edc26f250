-- question: Which levels can experts judge, and what does each rest on?
-- grain: one row per assessment, each country before its regions; its identifier names it in rounds of validation
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: tier VARCHAR: national, regional or both
-- parameter: year VARCHAR: the year, in four digits; empty for all
-- parameter: dimension VARCHAR[]: identifiers of the dimensions; empty for all
-- column: assessment_id VARCHAR identifier of the assessment
-- column: country_code VARCHAR Eurostat code of the country
-- column: place_code VARCHAR Eurostat code of the place
-- column: place VARCHAR name of the place
-- column: tier VARCHAR level of government: national or regional
-- column: country VARCHAR name of the country
-- column: dimension_id VARCHAR code of the dimension, D1 to D8
-- column: dimension VARCHAR name of the dimension of cluster policy
-- column: year BIGINT year of the value or level
-- column: level BIGINT level, 0 to 5
-- column: level_label VARCHAR name of the level
-- column: criterion VARCHAR what has to be seen for the level to be given
-- column: evidence VARCHAR what was seen that justifies the level
-- column: confidence VARCHAR how sure the row is, judged from its source
-- column: source_title VARCHAR title of the cited page
-- column: source_url VARCHAR web page the row was compiled from
SELECT
    assessment_id,
    country_code,
    place_code,
    place,
    tier,
    country,
    dimension_id,
    dimension,
    year,
    level,
    level_label,
    criterion,
    evidence,
    confidence,
    source_title,
    source_url
FROM place_levels
WHERE chosen($country, country_code)
    AND ($tier::VARCHAR = 'both' OR tier = $tier::VARCHAR)
    AND ($year::VARCHAR = '' OR year::VARCHAR = $year::VARCHAR)
    AND chosen($dimension, dimension_id)
ORDER BY country, tier, place, dimension_id, year, assessment_id
