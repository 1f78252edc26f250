-- question: In how many places did an indicator rise or fall between the first and the last year that can be compared?
-- grain: one row per indicator, size class and kind of place with a value
-- Compared are places with values in the first and in the last year that at least half of the places have.
WITH years AS (
    SELECT
        indicator_id,
        size_class,
        kind,
        min(year) FILTER (is_surveyed) AS first_year,
        max(year) FILTER (is_surveyed) AS last_year
    FROM placed_years
    GROUP BY ALL
),
changes AS (
    SELECT
        before.indicator_id,
        before.size_class,
        before.kind,
        before.place,
        before.is_ranked,
        before.value AS first_value,
        after.value AS last_value,
        -- Differences of decimals would otherwise be a hair above or below nought.
        round(after.value - before.value, 6) AS change
    FROM years
    JOIN placed_values AS before
        ON before.indicator_id = years.indicator_id AND before.size_class = years.size_class
        AND before.kind = years.kind AND before.year = years.first_year
    JOIN placed_values AS after
        ON after.indicator_id = years.indicator_id AND after.size_class = years.size_class
        AND after.kind = years.kind AND after.year = years.last_year AND after.place_code = before.place_code
)
SELECT
    years.*,
    count(*) FILTER (is_ranked) AS places,
    count(*) FILTER (is_ranked AND change > 0) AS risen,
    count(*) FILTER (is_ranked AND change < 0) AS fallen,
    first(place ORDER BY change DESC, place) FILTER (is_ranked AND change > 0) AS most_risen_place,
    max(change) FILTER (is_ranked AND change > 0) AS most_risen,
    first(place ORDER BY change, place) FILTER (is_ranked AND change < 0) AS most_fallen_place,
    min(change) FILTER (is_ranked AND change < 0) AS most_fallen,
    max(first_value) FILTER (NOT is_ranked) AS average_first,
    max(last_value) FILTER (NOT is_ranked) AS average_last
FROM years
LEFT JOIN changes USING (indicator_id, size_class, kind)
GROUP BY ALL
