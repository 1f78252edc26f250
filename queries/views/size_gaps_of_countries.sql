-- question: In which indicators are a country's small enterprises further behind large ones than in most countries?
-- grain: one row per country and indicator that a rule names, in the year common to most; values may be missing
WITH gaps AS (
    SELECT indicator_id, year_rule, place_code AS country_code, year, newest_year, value AS gap_points
    FROM ruled_values
    WHERE size_class = 'gap' AND kind = 'country' AND is_ranked AND year_rule IN ('common', 'latest')
        AND indicator_id IN (SELECT indicator_id FROM idea_rules WHERE gap = 'size')
),
compared AS (
    SELECT
        indicator_id, any_value(year) AS year, quantile_disc(gap_points, 0.5) AS median, count(*) AS countries
    FROM gaps
    WHERE year_rule = 'common'
    GROUP BY indicator_id
)
SELECT
    partner.country_code,
    indicator_id,
    indicator.label,
    indicator.unit,
    compared.year,
    small.value AS small_value,
    large.value AS large_value,
    own.gap_points,
    compared.median,
    compared.countries,
    newest.newest_year AS last_year,
    coalesce(own.gap_points > compared.median, false) AS is_gap
FROM compared
JOIN indicators AS indicator USING (indicator_id)
CROSS JOIN partner_countries AS partner
LEFT JOIN (FROM gaps WHERE year_rule = 'common') AS own USING (indicator_id, country_code)
LEFT JOIN (FROM gaps WHERE year_rule = 'latest') AS newest USING (indicator_id, country_code)
LEFT JOIN (SELECT * FROM placed_values WHERE size_class = '10-49') AS small
    ON own.country_code = small.place_code AND own.indicator_id = small.indicator_id AND own.year = small.year
LEFT JOIN (SELECT * FROM placed_values WHERE size_class = '250+') AS large
    ON own.country_code = large.place_code AND own.indicator_id = large.indicator_id AND own.year = large.year
