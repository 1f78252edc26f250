-- question: Where is an indicator highest and lowest today, and how far did the European Union come?
-- grain: one row over the surveyed years, in which at least half of the partner countries have a value
-- parameter: indicator VARCHAR: identifier of the indicator
-- parameter: size VARCHAR: size class of the enterprises, or total
WITH surveyed AS (
    SELECT min(year) AS first_year, max(year) AS last_year
    FROM surveyed_years
    WHERE indicator_id = $indicator AND size_class = $size
),
chosen AS (
    SELECT place, is_partner, year, value FROM compared_values WHERE indicator_id = $indicator AND size_class = $size
)
SELECT
    any_value(surveyed.first_year) AS first_year,
    any_value(surveyed.last_year) AS last_year,
    min(year) AS oldest_year,
    max(year) AS newest_year,
    max(value) FILTER (NOT is_partner AND year = surveyed.first_year) AS eu_first_value,
    max(value) FILTER (NOT is_partner AND year = surveyed.last_year) AS eu_last_value,
    count(*) FILTER (is_partner AND year = surveyed.last_year) AS countries,
    first(place ORDER BY value DESC, place) FILTER (is_partner AND year = surveyed.last_year) AS highest_country,
    max(value) FILTER (is_partner AND year = surveyed.last_year) AS highest_value,
    first(place ORDER BY value, place) FILTER (is_partner AND year = surveyed.last_year) AS lowest_country,
    min(value) FILTER (is_partner AND year = surveyed.last_year) AS lowest_value
FROM chosen, surveyed
