-- question: How far are small enterprises (10-49 persons) behind large ones (250 and more)?
-- grain: one row per partner country (values empty where there are none) and the EU27 if it has them; widest gap first
-- parameter: indicator VARCHAR: identifier of an indicator by size class
WITH chosen AS (
    SELECT pair.place_code, pair.year, pair.small_value, pair.large_value, pair.gap_points
    FROM size_pairs AS pair
    JOIN newest_years AS newest USING (indicator_id, year)
    WHERE pair.indicator_id = $indicator AND newest.size_class = '10-49'
)
SELECT
    shown.place_code,
    shown.place,
    shown.is_partner,
    (SELECT max(year) FROM chosen) AS year,
    chosen.small_value,
    chosen.large_value,
    chosen.gap_points
FROM shown_places AS shown
LEFT JOIN chosen USING (place_code)
WHERE shown.is_partner OR chosen.gap_points IS NOT NULL
ORDER BY chosen.gap_points DESC NULLS LAST, shown.place
