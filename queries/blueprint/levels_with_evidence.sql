-- question: What is each place's level in each dimension based on, and what would the next level take?
-- grain: one row per place and dimension assessed for the year; countries by name, each before its region
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: year VARCHAR: the year, in four digits
-- column: place_code VARCHAR Eurostat code of the place
-- column: place VARCHAR name of the place
-- column: tier VARCHAR level of government: national or regional
-- column: country VARCHAR name of the country
-- column: dimension_id VARCHAR code of the dimension, D1 to D8
-- column: dimension VARCHAR name of the dimension of cluster policy
-- column: level BIGINT level, 0 to 5
-- column: level_label VARCHAR name of the level
-- column: criterion VARCHAR what has to be seen for the level to be given
-- column: evidence VARCHAR what was seen that justifies the level
-- column: confidence VARCHAR how sure the row is, judged from its source
-- column: source_title VARCHAR title of the cited page
-- column: source_url VARCHAR web page the row was compiled from
-- column: next_level BIGINT the level above; none from level 5
-- column: next_label VARCHAR name of the level above; none from level 5
-- column: next_criterion VARCHAR what has to be seen for the level above to be given; none from level 5
-- column: other_levels VARCHAR other years assessed, with level and its name, separated by semicolons; '' without any
WITH other_years AS (
    SELECT
        place_code,
        tier,
        dimension_id,
        string_agg(year || ': ' || level || ' ' || level_label, '; ' ORDER BY year) AS other_levels
    FROM place_levels
    WHERE year::VARCHAR != $year::VARCHAR
    GROUP BY place_code, tier, dimension_id
)
SELECT
    known.place_code,
    known.place,
    known.tier,
    known.country,
    known.dimension_id,
    known.dimension,
    known.level,
    known.level_label,
    known.criterion,
    known.evidence,
    known.confidence,
    known.source_title,
    known.source_url,
    following.level AS next_level,
    following.label AS next_label,
    following.criterion AS next_criterion,
    coalesce(other_years.other_levels, '') AS other_levels
FROM place_levels AS known
LEFT JOIN maturity_rubric AS following
    ON following.dimension_id = known.dimension_id AND following.level = known.level + 1
LEFT JOIN other_years
    ON other_years.place_code = known.place_code AND other_years.tier = known.tier
    AND other_years.dimension_id = known.dimension_id
WHERE known.year::VARCHAR = $year::VARCHAR
    AND chosen($country, known.country_code)
ORDER BY known.country, known.tier, known.place, known.place_code, known.dimension_id
