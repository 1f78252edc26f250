-- question: Which indicators on skills and digital uptake have a series by country?
-- grain: one row per indicator with a year that most countries have; skills, then uptake, then composites
-- column: indicator_id VARCHAR identifier of the indicator
-- column: label VARCHAR name of the indicator on screen
-- column: topic VARCHAR Skills, Uptake or Index
-- column: has_sizes BOOLEAN whether most countries have values by size of enterprise too
WITH covered AS (
    SELECT indicator_id, bool_or(size_class = 'total') AS has_total, bool_or(size_class = 'gap') AS has_sizes
    FROM placed_years
    WHERE kind = 'country' AND has_most
    GROUP BY indicator_id
)
SELECT
    indicator_id,
    label,
    CASE theme WHEN 'skills' THEN 'Skills' WHEN 'composite' THEN 'Index' ELSE 'Uptake' END AS topic,
    has_sizes
FROM described_indicators
JOIN covered USING (indicator_id)
WHERE
    has_total
    AND (
        (theme = 'skills' AND scale = 'share')
        OR theme = 'composite'
        OR (has_sizes AND direction = 'higher_is_better')
    )
ORDER BY CASE topic WHEN 'Skills' THEN 1 WHEN 'Uptake' THEN 2 ELSE 3 END, label, indicator_id
