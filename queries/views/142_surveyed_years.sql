-- question: In which years was an indicator surveyed?
-- grain: one row per indicator, size class and year in which at least half of the ten partner countries have a value
SELECT indicator_id, size_class, year, count(*) AS countries
FROM compared_values
WHERE is_partner
GROUP BY indicator_id, size_class, year
HAVING count(*) >= 5
