-- question: What is each place's level in each dimension based on, and what would the next level take?
-- grain: one row per place and dimension assessed for the year; countries by name, each before its region
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: year VARCHAR: the year, in four digits
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
    AND (len($country::VARCHAR[]) = 0 OR list_contains($country::VARCHAR[], known.country_code))
ORDER BY known.country, known.tier, known.place, known.place_code, known.dimension_id
