-- question: For how many places is an indicator known in each year, and which year is common to most?
-- grain: one row per indicator, size class, kind of place and year with a value
-- At least eight places count as most. Where no year has as many, the common year is the newest of those with the most.
WITH counted AS (
    SELECT indicator_id, size_class, kind, year, count(*) FILTER (is_ranked) AS places
    FROM placed_values
    GROUP BY ALL
    HAVING places > 0
),
common AS (
    SELECT
        indicator_id,
        size_class,
        kind,
        coalesce(max(year) FILTER (places >= 8), arg_max(year, (places, year))) AS common_year
    FROM counted
    GROUP BY ALL
)
SELECT
    counted.*,
    year = common.common_year AS is_common,
    -- A year with a value for at least half of the places counts as surveyed.
    2 * counted.places >= (SELECT count(*) FROM placed_places WHERE placed_places.kind = counted.kind) AS is_surveyed
FROM counted
JOIN common USING (indicator_id, size_class, kind)
