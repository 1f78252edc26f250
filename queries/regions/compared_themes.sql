-- question: Which themes do the indicators have?
-- grain: one row per theme with at least one series, by name
SELECT theme, count(*) AS series
FROM compared_series
GROUP BY theme
ORDER BY theme
