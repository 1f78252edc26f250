-- question: How did an indicator develop in each place, those without any value included?
-- grain: one row per indicator, size class, kind of place, place and year with a value, and one empty row per place without any
WITH followed AS (
    SELECT
        *,
        lag(year) OVER of_place AS year_before,
        max(year) OVER (PARTITION BY indicator_id, size_class, kind, place_code) AS newest_year,
        -- An average that goes on alone does not make the places' series end early.
        max(year) FILTER (is_ranked) OVER (PARTITION BY indicator_id, size_class, kind) AS last_year
    FROM placed_values
    WINDOW of_place AS (PARTITION BY indicator_id, size_class, kind, place_code ORDER BY year)
),
compared AS (
    SELECT series.*, place.place_code, place.place, place.country_code, place.country, true AS is_ranked
    FROM (SELECT DISTINCT indicator_id, size_class, kind FROM placed_years) AS series
    JOIN placed_places AS place USING (kind)
    UNION
    SELECT indicator_id, size_class, kind, place_code, place, NULL, NULL, false FROM followed WHERE NOT is_ranked
)
SELECT
    compared.*,
    followed.year,
    followed.value,
    followed.flag,
    coalesce(followed.is_break, false) AS is_break,
    -- Only neighbours of the survey are joined: a year left out stays a hole.
    followed.year_before IS NOT NULL
    AND NOT EXISTS (
        SELECT 1
        FROM placed_years AS surveyed
        WHERE
            surveyed.indicator_id = followed.indicator_id
            AND surveyed.size_class = followed.size_class
            AND surveyed.kind = followed.kind
            AND surveyed.places >= 5
            AND surveyed.year > followed.year_before
            AND surveyed.year < followed.year
    ) AS joins_previous,
    coalesce(followed.year = followed.newest_year, false) AS is_newest,
    coalesce(followed.newest_year < followed.last_year, false) AS ends_early
FROM compared
LEFT JOIN followed USING (indicator_id, size_class, kind, place_code)
