-- question: How do small enterprises (10-49 persons) compare with large ones (250 and more)?
-- grain: one row per indicator, place and year with values for both size classes
SELECT
    small.indicator_id,
    small.place_code,
    small.year,
    small.value AS small_value,
    large.value AS large_value,
    round(large.value - small.value, 2) AS gap_points
FROM observations AS small
JOIN observations AS large USING (indicator_id, place_code, year)
WHERE small.size_class = '10-49' AND large.size_class = '250+'
