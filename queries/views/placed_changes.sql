-- question: How did an indicator change in each place between the first and the last year that can be compared?
-- grain: one row per indicator, size class and place with values in both years: the first and last at least half have
-- Across a break in series nothing is comparable. `change` is written with the indicator's decimals; nought is none.
WITH years AS (
    SELECT indicator_id, size_class, kind, min(year) AS first_year, max(year) AS last_year
    FROM placed_years
    WHERE is_surveyed
    GROUP BY ALL
    HAVING first_year < last_year
)
SELECT
    indicator_id,
    size_class,
    kind,
    first_year,
    last_year,
    place_code,
    place,
    country_code,
    is_ranked,
    max(value) FILTER (year = first_year) AS first_value,
    max(value) FILTER (year = last_year) AS last_value,
    -- Before the comparison lies a break in its first year; within it one in any later year.
    bool_or(is_break AND year > first_year AND year <= last_year) AS crosses_break,
    half_up(round(last_value - first_value, 6), any_value(decimals)::INTEGER) AS change
FROM placed_values
JOIN years USING (indicator_id, size_class, kind)
JOIN described_indicators USING (indicator_id)
GROUP BY ALL
HAVING first_value IS NOT NULL AND last_value IS NOT NULL
