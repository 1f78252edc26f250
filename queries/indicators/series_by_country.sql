-- question: How did an indicator develop in each country and in the European Union?
-- grain: one row per place and year with a value, and one empty row per partner country without any; by place and year
-- parameter: indicator VARCHAR: identifier of the indicator
-- parameter: size VARCHAR: size class of the enterprises, or total
WITH chosen AS (
    SELECT * FROM placed_series WHERE indicator_id = $indicator AND size_class = $size AND kind = 'country'
),
compared AS (
    SELECT country_code AS place_code, country AS place, true AS is_partner FROM partner_countries
    UNION
    SELECT place_code, place, is_ranked FROM chosen
)
SELECT
    compared.place_code,
    compared.place,
    compared.is_partner,
    chosen.year,
    chosen.value,
    coalesce(chosen.is_break, false) AS is_break,
    coalesce(chosen.joins_previous, false) AS joins_previous,
    coalesce(chosen.is_newest, false) AS is_newest,
    coalesce(chosen.ends_early, false) AS ends_early
FROM compared
LEFT JOIN chosen USING (place_code)
ORDER BY compared.is_partner, compared.place, chosen.year
