-- question: Which steps did practices take towards regions, and which actions came of them or of nothing known?
-- grain: one row per step, by date; then one per action behind which no step is known
-- column: adoption_id VARCHAR identifier of the step; none for an action behind which no step is known
-- column: date DATE day of the step, or start of the action; none where not known
-- column: known_date VARCHAR the date, as exact as known; none where not known
-- column: origin VARCHAR country the practice comes from; none where not known
-- column: practice VARCHAR title of the practice, or what is known instead
-- column: source_words VARCHAR what the source says of the practice; none where it names it, and without a step
-- column: region VARCHAR name of the region, or “All partners”
-- column: country VARCHAR name of the country; none for all partners
-- column: stage VARCHAR how far this step took the practice; none without a step
-- column: furthest_stage VARCHAR how far the practice came in this region; none without a step
-- column: actions VARCHAR identifiers and titles of the actions that came of it, with semicolons; none without any
-- column: action_ids VARCHAR[] identifiers of these actions; empty without any
-- column: note VARCHAR what happened, or what the action does; none where not told
-- column: source_url VARCHAR web page the row was compiled from
-- column: place_code VARCHAR Eurostat code of the place
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
