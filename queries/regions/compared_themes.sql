-- question: Which themes do the indicators have?
-- grain: one row per theme with at least one series, by name
-- column: theme VARCHAR the theme
-- column: series BIGINT how many series it has
SELECT theme, count(*) AS series
FROM compared_series
GROUP BY theme
ORDER BY theme
