-- question: In how many countries do most enterprises that recruit ICT specialists find it hard?
-- grain: one row over the partner countries with values, in the newest well-covered year
WITH chosen AS (
    SELECT shown.place, shown.is_partner, observation.year, observation.value
    FROM observations AS observation
    JOIN newest_years USING (indicator_id, size_class, year)
    JOIN shown_places AS shown USING (place_code)
    WHERE observation.indicator_id = 'ict_hard_to_fill' AND observation.size_class = 'total'
)
SELECT
    max(year) AS year,
    max(value) FILTER (NOT is_partner) AS eu_value,
    count(*) FILTER (is_partner) AS countries,
    count(*) FILTER (is_partner AND value > 50) AS hard_countries,
    round(100 * hard_countries / countries, 0) AS hard_pct,
    first(place ORDER BY value DESC, place) FILTER (is_partner) AS hardest_country,
    max(value) FILTER (is_partner) AS hardest_value
FROM chosen
