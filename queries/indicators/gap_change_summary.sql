-- question: In how many countries did the gap between small and large enterprises narrow?
-- grain: one row over the partner countries with a gap in the first and the last year that at least half of them have
-- parameter: indicator VARCHAR: identifier of an indicator by size class
WITH years AS (
    SELECT min(year) AS first_year, max(year) AS last_year
    FROM surveyed_years
    WHERE indicator_id = $indicator AND size_class = '10-49'
),
changes AS (
    SELECT
        before.place,
        before.is_partner,
        before.gap_points AS first_gap,
        after.gap_points AS last_gap,
        round(after.gap_points - before.gap_points, 2) AS change_points
    FROM compared_gaps AS before
    JOIN compared_gaps AS after USING (indicator_id, place_code)
    JOIN years ON before.year = years.first_year AND after.year = years.last_year
    WHERE indicator_id = $indicator
)
SELECT
    (SELECT first_year FROM years) AS first_year,
    (SELECT last_year FROM years) AS last_year,
    max(first_gap) FILTER (NOT is_partner) AS eu_first_gap,
    max(last_gap) FILTER (NOT is_partner) AS eu_last_gap,
    count(*) FILTER (is_partner) AS countries,
    count(*) FILTER (is_partner AND change_points < 0) AS narrower_countries,
    count(*) FILTER (is_partner AND change_points > 0) AS wider_countries,
    first(place ORDER BY change_points, place) FILTER (is_partner AND change_points < 0) AS most_narrowed_country,
    min(change_points) FILTER (is_partner AND change_points < 0) AS most_narrowed_points
FROM changes
