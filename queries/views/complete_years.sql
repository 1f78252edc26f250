-- question: In which years is a dimension assessed for all partner countries?
-- grain: one row per dimension and year with a level for every partner country's central government
SELECT dimension_id, year
FROM national_levels
GROUP BY dimension_id, year
HAVING count(DISTINCT country_code) = (SELECT count(*) FROM partner_countries)
