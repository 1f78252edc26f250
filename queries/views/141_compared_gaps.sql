-- question: How do small enterprises (10-49 persons) compare with large ones (250 and more), with breaks in series?
-- grain: one row per indicator, partner country or EU average, and year with values for both size classes
SELECT
    small.indicator_id,
    small.place_code,
    small.place,
    small.is_partner,
    small.year,
    small.value AS small_value,
    large.value AS large_value,
    round(large.value - small.value, 2) AS gap_points,
    small.is_break OR large.is_break AS is_break
FROM compared_values AS small
JOIN compared_values AS large USING (indicator_id, place_code, year)
WHERE small.size_class = '10-49' AND large.size_class = '250+'
