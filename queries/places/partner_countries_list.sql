-- question: Which countries take part?
-- grain: one row per partner country, by name
SELECT country_code, country
FROM partner_countries
ORDER BY country
