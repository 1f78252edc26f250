-- question: At which level is each place in each dimension in one year, and where is none known?
-- grain: one row per place and dimension; regions follow their country; the level is empty where none is known
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: tier VARCHAR: national, regional or both
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
-- column: evidence VARCHAR what was seen that justifies the level; none where not known for the year
-- column: confidence VARCHAR how sure the row is, judged from its source; none where not known for the year
-- column: source_title VARCHAR title of the cited page; none where not known for the year
-- column: source_url VARCHAR web page the row was compiled from; none where not known for the year
-- column: assessed_years BIGINT[] years assessed for this place and dimension
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
    known.evidence,
    known.confidence,
    known.source_title,
    known.source_url,
    cell.years AS assessed_years
FROM level_cells AS cell
LEFT JOIN place_levels AS known
    ON known.place_code = cell.place_code AND known.tier = cell.tier
    AND known.dimension_id = cell.dimension_id AND known.year::VARCHAR = $year::VARCHAR
WHERE chosen($country, cell.country_code)
    AND ($tier::VARCHAR = 'both' OR cell.tier = $tier::VARCHAR)
ORDER BY cell.country, cell.tier, cell.place, cell.place_code, cell.dimension_id
