-- question: Which countries take part?
-- grain: one row per partner country, by name
-- column: country_code VARCHAR Eurostat code of the country
-- column: country VARCHAR name of the country
SELECT country_code, country
FROM partner_countries
ORDER BY country
