-- question: Which way did practices go, from their country over the region that met them to an action?
-- grain: one row per band of the flow: twice per practice and region (steps 1 and 2), then per action (step 3)
-- column: step INTEGER 1 from country to practice, 2 from practice to region, 3 from region to action
-- column: position BIGINT place of the band among those of its step, from the top
-- column: source VARCHAR where the band comes from
-- column: target VARCHAR where it leads
-- column: place_code VARCHAR Eurostat code of the place
-- column: stage_order INTEGER how far the practice came in the region, 1 to 4; 0 without a known practice
-- column: stage VARCHAR the same in words
-- column: origin VARCHAR country the practice comes from; none without a known practice
-- column: practice VARCHAR title of the practice, or what is known instead; none without a known practice
-- column: region VARCHAR name of the region, or “All partners”
-- column: words VARCHAR the steps, with their dates; none in step 3
-- column: action_id VARCHAR identifier of the action; none in steps 1 and 2
-- column: certainty VARCHAR stated, or possible where the source only considers it; none but in step 3 with a practice
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
