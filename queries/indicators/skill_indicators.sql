-- question: Which indicators on skills and digital uptake have a series by country?
-- grain: one row per indicator with values for at least eight partner countries; skills, then uptake, then composites
WITH covered AS (
    SELECT indicator_id
    FROM compared_values
    WHERE is_partner AND size_class = 'total'
    GROUP BY indicator_id
    HAVING count(DISTINCT place_code) >= 8
),
sized AS (
    SELECT indicator_id
    FROM compared_gaps
    WHERE is_partner
    GROUP BY indicator_id
    HAVING count(DISTINCT place_code) >= 8
)
SELECT
    indicator.indicator_id,
    indicator.label,
    CASE indicator.theme WHEN 'skills' THEN 'Skills' WHEN 'composite' THEN 'Index' ELSE 'Uptake' END AS topic,
    sized.indicator_id IS NOT NULL AS has_sizes
FROM indicators AS indicator
JOIN covered USING (indicator_id)
LEFT JOIN sized USING (indicator_id)
WHERE
    (indicator.theme = 'skills' AND indicator.unit LIKE '\%%' ESCAPE '\')
    OR indicator.theme = 'composite'
    OR (sized.indicator_id IS NOT NULL AND indicator.direction = 'higher_is_better')
ORDER BY
    CASE topic WHEN 'Skills' THEN 1 WHEN 'Uptake' THEN 2 ELSE 3 END,
    indicator.label,
    indicator.indicator_id
