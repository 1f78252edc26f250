-- question: How did an indicator develop in each country and in the European Union?
-- grain: one row per place and year with a value, and one empty row per partner country without any; by place and year
-- parameter: indicator VARCHAR: identifier of the indicator
-- parameter: size VARCHAR: size class of the enterprises, or total
WITH chosen AS (
    SELECT
        *,
        lag(year) OVER (PARTITION BY place_code ORDER BY year) AS year_before,
        max(year) OVER (PARTITION BY place_code) AS newest_year
    FROM compared_values
    WHERE indicator_id = $indicator AND size_class = $size
),
surveyed AS (
    SELECT year FROM surveyed_years WHERE indicator_id = $indicator AND size_class = $size
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
    chosen.year,
    chosen.value,
    coalesce(chosen.is_break, false) AS is_break,
    -- Only neighbours of the survey are joined: a year left out stays a hole.
    chosen.year_before IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM surveyed WHERE surveyed.year > chosen.year_before AND surveyed.year < chosen.year
    ) AS joins_previous,
    coalesce(chosen.year = chosen.newest_year, false) AS is_newest,
    coalesce(chosen.newest_year < (SELECT max(year) FROM chosen), false) AS ends_early
FROM compared
LEFT JOIN chosen USING (place_code)
ORDER BY compared.is_partner, compared.place, chosen.year
