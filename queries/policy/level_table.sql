-- question: At which level is each place in each dimension in one year, and where is none known?
-- grain: one row per place and dimension; regions follow their country; the level is empty where none is known
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: tier VARCHAR: national, regional or both
-- parameter: year VARCHAR: the year, in four digits
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
WHERE (len($country::VARCHAR[]) = 0 OR list_contains($country::VARCHAR[], cell.country_code))
    AND ($tier::VARCHAR = 'both' OR cell.tier = $tier::VARCHAR)
ORDER BY cell.country, cell.tier, cell.place, cell.place_code, cell.dimension_id
