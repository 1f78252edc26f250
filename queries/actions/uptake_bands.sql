-- question: Which way did practices go, from their country over the region that met them to an action?
-- grain: one row per band of the flow: twice per practice and region (steps 1 and 2), then per action (step 3)
-- An action without a known practice has a band of its own, so that all actions stand in the flow.
WITH bands AS (
    SELECT 1 AS step, link_number AS position, origin AS source, practice AS target, place_code, stage_order, stage,
        origin, practice, region, step_words AS words, NULL AS action_id, NULL AS certainty
    FROM exchange_links
    UNION ALL
    SELECT 2, link_number, practice, region, place_code, stage_order, stage, origin, practice, region, step_words,
        NULL, NULL
    FROM exchange_links
    UNION ALL
    SELECT
        3,
        row_number() OVER (ORDER BY action.action_id, behind.inspiration_id),
        acting.region,
        action.title,
        action.place_code,
        if(behind.action_id IS NULL, 0, coalesce(link.stage_order, 4)),
        if(behind.action_id IS NULL, 'no practice known', coalesce(link.stage, 'in action plan')),
        behind.origin,
        behind.practice,
        acting.region,
        NULL,
        action.action_id,
        behind.certainty
    FROM actions AS action
    JOIN acting_places AS acting USING (place_code)
    LEFT JOIN action_links AS behind USING (action_id)
    LEFT JOIN exchange_links AS link USING (link_number)
)
SELECT * FROM bands ORDER BY step, position
