-- question: In how many countries are small enterprises far behind large ones?
-- grain: one row over the partner countries with values, in the newest well-covered year
-- parameter: indicator VARCHAR: identifier of an indicator by size class
WITH chosen AS (
    SELECT shown.place, shown.is_partner, pair.year, pair.small_value, pair.large_value, pair.gap_points
    FROM size_pairs AS pair
    JOIN newest_years AS newest USING (indicator_id, year)
    JOIN shown_places AS shown USING (place_code)
    WHERE pair.indicator_id = $indicator AND newest.size_class = '10-49'
)
SELECT
    max(year) AS year,
    max(small_value) FILTER (NOT is_partner) AS eu_small_value,
    max(large_value) FILTER (NOT is_partner) AS eu_large_value,
    max(gap_points) FILTER (NOT is_partner) AS eu_gap_points,
    count(*) FILTER (is_partner) AS countries,
    count(*) FILTER (is_partner AND gap_points >= 20) AS wide_gap_countries,
    round(100 * wide_gap_countries / countries, 0) AS wide_pct,
    first(place ORDER BY gap_points DESC, place) FILTER (is_partner) AS widest_country,
    max(gap_points) FILTER (is_partner) AS widest_gap_points
FROM chosen
