-- question: How far were small enterprises (10-49 persons) behind large ones (250 and more) in a year?
-- grain: one row per partner country (values empty where there are none) and the EU average if it has them; widest gap first
-- parameter: indicator VARCHAR: identifier of an indicator by size class
-- parameter: year INTEGER: the year
WITH chosen AS (
    SELECT * FROM compared_gaps WHERE indicator_id = $indicator AND year = $year
),
compared AS (
    SELECT country_code AS place_code, country AS place, true AS is_partner FROM partner_countries
    UNION
    SELECT place_code, place, is_partner FROM chosen
)
SELECT
    compared.place_code,
    compared.place,
    compared.is_partner,
    chosen.small_value,
    chosen.large_value,
    chosen.gap_points,
    coalesce(chosen.is_break, false) AS is_break
FROM compared
LEFT JOIN chosen USING (place_code)
ORDER BY chosen.gap_points DESC NULLS LAST, compared.place
