-- question: Which places does a ranking of countries show?
-- grain: one row per partner country, and one for the European Union as it is today
SELECT country_code AS place_code, country AS place, true AS is_partner FROM partner_countries
UNION ALL
SELECT place_code, 'European Union', false FROM places WHERE place_code = 'EU27_2020'
