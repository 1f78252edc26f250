-- question: How far is each country's central government in one dimension of cluster policy?
-- grain: one row per partner country, in the newest year assessed for all of them, highest level first
-- parameter: dimension VARCHAR: identifier of the dimension, D1 to D8
SELECT country_code, country, dimension, year, level, level_label, evidence, confidence, source_title, source_url
FROM national_levels
JOIN (
    SELECT dimension_id, max(year) AS year FROM complete_years GROUP BY dimension_id
) USING (dimension_id, year)
WHERE dimension_id = $dimension
ORDER BY level DESC, country
