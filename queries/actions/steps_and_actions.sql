-- question: Which steps did practices take towards regions, and which actions came of them or of nothing known?
-- grain: one row per step, by date; then one per action behind which no step is known
-- `known_date` says no more of a date than is known: that of a step is a day, that of an action may be a month or year.
WITH behind AS (
    SELECT link_number, string_agg(action_id || ' ' || title || if(certainty = 'possible', ' (possibly)', ''), '; '
        ORDER BY action_id) AS actions,
        list(action_id) AS action_ids
    FROM action_links
    WHERE link_number IS NOT NULL
    GROUP BY link_number
),
steps AS (
    SELECT
        step.adoption_id,
        step.date,
        strftime(step.date, '%Y-%m-%d') AS known_date,
        step.origin,
        step.practice,
        step.source_words,
        step.region,
        step.country,
        step.stage,
        link.stage AS furthest_stage,
        behind.actions,
        coalesce(behind.action_ids, []) AS action_ids,
        step.note,
        step.source_url,
        step.place_code,
        0 AS part
    FROM exchange_steps AS step
    JOIN exchange_links AS link ON list_contains(link.adoption_ids, step.adoption_id)
    LEFT JOIN behind USING (link_number)
),
alone AS (
    SELECT
        NULL AS adoption_id,
        action.start_date AS date,
        CASE action.start_precision
            WHEN 'day' THEN strftime(action.start_date, '%Y-%m-%d')
            WHEN 'month' THEN strftime(action.start_date, '%Y-%m')
            ELSE strftime(action.start_date, '%Y')
        END AS known_date,
        behind.origin,
        coalesce(behind.practice, 'No practice known') AS practice,
        NULL AS source_words,
        acting.region,
        acting.country,
        NULL AS stage,
        NULL AS furthest_stage,
        action.action_id || ' ' || action.title AS actions,
        [action.action_id] AS action_ids,
        action.summary AS note,
        action.source_url,
        action.place_code,
        1 AS part
    FROM actions AS action
    JOIN acting_places AS acting USING (place_code)
    LEFT JOIN action_links AS behind USING (action_id)
    WHERE behind.link_number IS NULL
)
SELECT * EXCLUDE (part)
FROM (FROM steps UNION ALL FROM alone)
ORDER BY part, if(part = 0, date, NULL), adoption_id, actions
