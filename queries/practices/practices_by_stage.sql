-- question: How far did these good practices go?
-- grain: one row per stage, the furthest first; every practice counts at the furthest it is known to have reached
-- parameter: practice VARCHAR[]: identifiers of the practices; none where empty
-- column: stage VARCHAR the furthest stage reached, or “no step known”
-- column: practices BIGINT how many practices
-- column: confirmed BIGINT practices confirmed as among the 30 exchanged
-- column: likely BIGINT practices likely among the 30 exchanged
-- column: other BIGINT practices that are others of the same kind
WITH stages AS (
    SELECT
        unnest([4, 3, 2, 1, 0]) AS furthest_order,
        unnest(['in action plan', 'selected', 'shortlisted', 'presented', 'no step known']) AS stage
)
SELECT
    stage.stage,
    count(practice.practice_id) AS practices,
    count(practice.practice_id) FILTER (provenance = 'confirmed') AS confirmed,
    count(practice.practice_id) FILTER (provenance = 'likely') AS likely,
    count(practice.practice_id) FILTER (provenance = 'other') AS other
FROM stages AS stage
LEFT JOIN practice_reach AS practice
    ON practice.furthest_order = stage.furthest_order AND list_contains($practice::VARCHAR[], practice.practice_id)
GROUP BY stage.furthest_order, stage.stage
ORDER BY stage.furthest_order DESC
