-- question: How did an indicator develop in each place, those without any value included?
-- grain: one row per indicator, size class, kind of place, place and year with a value, and one empty row per place without any
WITH measured AS (
    SELECT DISTINCT indicator_id, size_class, kind FROM placed_years
),
compared AS (
    SELECT measured.*, place.place_code, place.place, place.country_code, place.country, true AS is_ranked
    FROM measured
    JOIN placed_places AS place USING (kind)
    UNION
    SELECT indicator_id, size_class, kind, place_code, place, NULL, NULL, false FROM placed_series WHERE NOT is_ranked
)
SELECT
    compared.*,
    series.year,
    series.value,
    series.flag,
    coalesce(series.is_break, false) AS is_break,
    coalesce(series.joins_previous, false) AS joins_previous,
    coalesce(series.is_newest, false) AS is_newest,
    coalesce(series.ends_early, false) AS ends_early
FROM compared
LEFT JOIN placed_series AS series USING (indicator_id, size_class, kind, place_code)
