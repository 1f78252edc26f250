-- question: In which indicators are a country's small enterprises further behind large ones than in most countries?
-- grain: one row per country and indicator that a rule names, in its newest well-covered year; values may be missing
WITH named AS (
    SELECT DISTINCT indicator_id FROM idea_rules WHERE gap = 'size' AND indicator_id IS NOT NULL
),
newest AS (
    SELECT named.indicator_id, newest.year
    FROM named
    JOIN newest_years AS newest USING (indicator_id)
    WHERE newest.size_class = '10-49'
),
pairs AS (
    SELECT pair.*
    FROM size_pairs AS pair
    JOIN newest USING (indicator_id, year)
    JOIN partner_countries AS partner ON partner.country_code = pair.place_code
),
medians AS (
    SELECT indicator_id, quantile_disc(gap_points, 0.5) AS median, count(*) AS countries
    FROM pairs
    GROUP BY indicator_id
),
last_known AS (
    SELECT place_code, indicator_id, max(year) AS last_year FROM size_pairs GROUP BY place_code, indicator_id
)
SELECT
    partner.country_code,
    newest.indicator_id,
    indicator.label,
    indicator.unit,
    newest.year,
    pairs.small_value,
    pairs.large_value,
    pairs.gap_points,
    medians.median,
    medians.countries,
    last_known.last_year,
    coalesce(pairs.gap_points > medians.median, false) AS is_gap
FROM newest
CROSS JOIN partner_countries AS partner
JOIN medians USING (indicator_id)
JOIN indicators AS indicator USING (indicator_id)
LEFT JOIN pairs ON pairs.indicator_id = newest.indicator_id AND pairs.place_code = partner.country_code
LEFT JOIN last_known ON last_known.indicator_id = newest.indicator_id AND last_known.place_code = partner.country_code
