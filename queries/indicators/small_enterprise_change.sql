-- question: In which countries did small enterprises (10-49 persons) move most between the first and the last year?
-- grain: one row per partner country (values empty where a year is missing) and the EU average if it has both; greatest rise first
-- parameter: indicator VARCHAR: identifier of an indicator by size class
WITH years AS (
    SELECT min(year) AS first_year, max(year) AS last_year
    FROM surveyed_years
    WHERE indicator_id = $indicator AND size_class = '10-49'
),
small AS (
    SELECT * FROM compared_values WHERE indicator_id = $indicator AND size_class = '10-49'
),
changes AS (
    SELECT
        place_code,
        place,
        is_partner,
        max(value) FILTER (year = years.first_year) AS first_value,
        max(value) FILTER (year = years.last_year) AS last_value,
        -- A break in the first year lies before the comparison, one in any later year within it.
        bool_or(is_break AND year > years.first_year AND year <= years.last_year) AS crosses_break
    FROM small, years
    GROUP BY place_code, place, is_partner
    HAVING first_value IS NOT NULL AND last_value IS NOT NULL
),
compared AS (
    SELECT country_code AS place_code, country AS place, true AS is_partner FROM partner_countries
    UNION
    SELECT place_code, place, is_partner FROM changes
)
SELECT
    compared.place_code,
    compared.place,
    compared.is_partner,
    (SELECT first_year FROM years) AS first_year,
    (SELECT last_year FROM years) AS last_year,
    changes.first_value,
    changes.last_value,
    round(changes.last_value - changes.first_value, 2) AS change_points,
    coalesce(changes.crosses_break, false) AS crosses_break
FROM compared
LEFT JOIN changes USING (place_code)
ORDER BY change_points DESC NULLS LAST, compared.place
