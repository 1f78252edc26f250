-- question: How many of these good practices are there on each theme?
-- grain: one row per theme that one of the practices has, the most frequent first
-- parameter: practice VARCHAR[]: identifiers of the practices; none where empty
-- column: theme VARCHAR what the practice is about
-- column: practices BIGINT how many practices
-- column: confirmed BIGINT practices confirmed as among the 30 exchanged
-- column: likely BIGINT practices likely among the 30 exchanged
-- column: other BIGINT practices that are others of the same kind
-- column: is_most BOOLEAN whether no theme has more
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
