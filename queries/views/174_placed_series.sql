-- question: Which values follow one another in a place's series, and which series end early?
-- grain: one row per indicator, size class, kind of place, place and year with a value
WITH followed AS (
    SELECT
        *,
        lag(year) OVER (PARTITION BY indicator_id, size_class, kind, place_code ORDER BY year) AS year_before,
        max(year) OVER (PARTITION BY indicator_id, size_class, kind, place_code) AS newest_year,
        -- An average that goes on alone does not make the places' series end early.
        max(year) FILTER (is_ranked) OVER (PARTITION BY indicator_id, size_class, kind) AS last_year
    FROM placed_values
)
SELECT
    followed.*,
    -- Only neighbours of the survey are joined: a year left out stays a hole.
    year_before IS NOT NULL
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
    year = newest_year AS is_newest,
    coalesce(newest_year < last_year, false) AS ends_early
FROM followed
