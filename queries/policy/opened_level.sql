-- question: What is a place's level in one dimension and year based on, and what would the next level take?
-- grain: one row for the place and dimension; the level is empty where none is known for the year
-- parameter: region VARCHAR: code of the place, a country or a region
-- parameter: dimension VARCHAR: identifier of the dimension, D1 to D8
-- parameter: year VARCHAR: the year, in four digits
-- column: place_code VARCHAR Eurostat code of the place
-- column: place VARCHAR name of the place
-- column: tier VARCHAR level of government: national or regional
-- column: country VARCHAR name of the country
-- column: dimension_id VARCHAR code of the dimension, D1 to D8
-- column: dimension VARCHAR name of the dimension of cluster policy
-- column: year INTEGER the asked year; none where that is no number
-- column: level BIGINT level, 0 to 5; none where not known for the year
-- column: level_label VARCHAR name of the level; none where not known for the year
-- column: criterion VARCHAR what has to be seen for the level to be given; none where not known for the year
-- column: evidence VARCHAR what was seen that justifies the level; none where not known for the year
-- column: confidence VARCHAR how sure the row is, judged from its source; none where not known for the year
-- column: source_title VARCHAR title of the cited page; none where not known for the year
-- column: source_year BIGINT year of the cited page; none where not known
-- column: source_url VARCHAR web page the row was compiled from; none where not known for the year
-- column: next_level BIGINT the level above; none from level 5
-- column: next_label VARCHAR name of the level above; none from level 5
-- column: next_criterion VARCHAR what has to be seen for the level above to be given; none from level 5
-- column: other_levels VARCHAR other years assessed, with level and its name, separated by semicolons; '' without any
WITH other_years AS (
    SELECT
        place_code,
        dimension_id,
        string_agg(year || ': ' || level || ' ' || level_label, '; ' ORDER BY year) AS other_levels
    FROM place_levels
    WHERE year::VARCHAR != $year::VARCHAR
    GROUP BY place_code, dimension_id
)
SELECT
    cell.place_code,
    cell.place,
    cell.tier,
    cell.country,
    cell.dimension_id,
    cell.dimension,
    try_cast($year::VARCHAR AS INTEGER) AS year,
    known.level,
    known.level_label,
    known.criterion,
    known.evidence,
    known.confidence,
    known.source_title,
    known.source_year,
    known.source_url,
    following.level AS next_level,
    following.label AS next_label,
    following.criterion AS next_criterion,
    coalesce(other_years.other_levels, '') AS other_levels
FROM level_cells AS cell
LEFT JOIN place_levels AS known
    ON known.place_code = cell.place_code AND known.tier = cell.tier
    AND known.dimension_id = cell.dimension_id AND known.year::VARCHAR = $year::VARCHAR
LEFT JOIN maturity_rubric AS following
    ON following.dimension_id = known.dimension_id AND following.level = known.level + 1
LEFT JOIN other_years
    ON other_years.place_code = cell.place_code AND other_years.dimension_id = cell.dimension_id
WHERE cell.place_code = $region::VARCHAR AND cell.dimension_id = $dimension::VARCHAR
ORDER BY cell.tier
