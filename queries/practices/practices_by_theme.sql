-- question: How many of these good practices are there on each theme?
-- grain: one row per theme that one of the practices has, the most frequent first
-- parameter: practice VARCHAR[]: identifiers of the practices; none where empty
SELECT
    theme,
    count(*) AS practices,
    count(*) FILTER (provenance = 'confirmed') AS confirmed,
    count(*) FILTER (provenance = 'likely') AS likely,
    count(*) FILTER (provenance = 'other') AS other,
    count(*) = max(count(*)) OVER () AS is_most
FROM practice_reach
WHERE list_contains($practice::VARCHAR[], practice_id)
GROUP BY theme
ORDER BY practices DESC, theme
