-- question: How far is each country's central government in one dimension of cluster policy?
-- grain: one row per partner country, in the newest year assessed for all of them, highest level first
-- parameter: dimension VARCHAR: identifier of the dimension, D1 to D8
-- column: country_code VARCHAR Eurostat code of the country
-- column: country VARCHAR name of the country
-- column: dimension VARCHAR name of the dimension of cluster policy
-- column: year BIGINT newest year assessed for all of them
-- column: level BIGINT level, 0 to 5
-- column: level_label VARCHAR name of the level
-- column: evidence VARCHAR what was seen that justifies the level
-- column: confidence VARCHAR how sure the row is, judged from its source
-- column: source_title VARCHAR title of the cited page
-- column: source_url VARCHAR web page the row was compiled from
SELECT country_code, country, dimension, year, level, level_label, evidence, confidence, source_title, source_url
FROM national_levels
JOIN (
    SELECT dimension_id, max(year) AS year FROM complete_years GROUP BY dimension_id
) USING (dimension_id, year)
WHERE dimension_id = $dimension
ORDER BY level DESC, country
