-- question: For which years can small and large enterprises be compared?
-- grain: one row per year with both size classes in a partner country, newest first; the default is the newest that most have
-- parameter: indicator VARCHAR: identifier of an indicator by size class
WITH years AS (
    SELECT year, count(*) AS countries
    FROM compared_gaps
    WHERE indicator_id = $indicator AND is_partner
    GROUP BY year
)
SELECT
    year,
    countries,
    year = coalesce((SELECT max(year) FROM years WHERE countries >= 8), (SELECT max(year) FROM years)) AS is_default
FROM years
ORDER BY year DESC
