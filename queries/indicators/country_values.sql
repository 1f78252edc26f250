-- question: What is each country's value of an indicator in its newest well-covered year?
-- grain: one row per partner country (value empty where there is none) and the EU27 if it has one; highest first
-- parameter: indicator VARCHAR: identifier of the indicator
-- parameter: size VARCHAR: size class of the enterprises, or total
WITH chosen AS (
    SELECT place_code, year, value, flag
    FROM observations
    JOIN newest_years USING (indicator_id, size_class, year)
    WHERE indicator_id = $indicator AND size_class = $size
)
SELECT
    shown.place_code,
    shown.place,
    shown.is_partner,
    (SELECT max(year) FROM chosen) AS year,
    chosen.value,
    chosen.flag
FROM shown_places AS shown
LEFT JOIN chosen USING (place_code)
WHERE shown.is_partner OR chosen.value IS NOT NULL
ORDER BY chosen.value DESC NULLS LAST, shown.place
