-- question: What is a place's level in one dimension and year based on, and what would the next level take?
-- grain: one row for the place and dimension; the level is empty where none is known for the year
-- parameter: region VARCHAR: code of the place, a country or a region
-- parameter: dimension VARCHAR: identifier of the dimension, D1 to D8
-- parameter: year VARCHAR: the year, in four digits
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
