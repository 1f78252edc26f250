-- question: For how many places is an indicator known in each year, and which year is common to most?
-- grain: one row per indicator, size class, kind of place and year with a value
-- The common year is the newest that most have, or where no year has as many, the newest of those with the most. A year
-- that at least half of the places have counts as surveyed.
WITH counted AS (
    SELECT indicator_id, size_class, kind, year, count(*) FILTER (is_ranked) AS places
    FROM placed_values
    GROUP BY ALL
    HAVING places > 0
),
judged AS (
    SELECT
        *,
        places >= most_places AS has_most,
        2 * places >= (SELECT count(*) FROM placed_places WHERE placed_places.kind = counted.kind) AS is_surveyed
    FROM counted, thresholds
)
SELECT
    *,
    year = coalesce(max(year) FILTER (has_most) OVER series, arg_max(year, (places, year)) OVER series) AS is_common
FROM judged
WINDOW series AS (PARTITION BY indicator_id, size_class, kind)
