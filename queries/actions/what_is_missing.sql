-- question: Which practices found no uptake, which actions have no known practice, which plans are vague?
-- grain: one row per practice, action or region that something is missing of, by kind and name
-- column: kind VARCHAR practice, action or plan
-- column: missing VARCHAR what is missing, in words
-- column: record_id VARCHAR identifier of the practice or action; of a plan, the code of its place
-- column: name VARCHAR title of the practice or action, or name of the plan's region
-- column: place VARCHAR country of a practice or plan, region of an action
-- column: words VARCHAR what is known instead
-- column: detail VARCHAR provenance of a practice; how an action is known; what of a plan is known
-- column: source_url VARCHAR web page the row was compiled from; none for a plan without a known action
WITH found AS (
    SELECT
        'practice' AS kind,
        practice_id AS record_id,
        title AS name,
        country AS place,
        CASE
            WHEN furthest_order = 0 THEN 'no step towards a region is known'
            WHEN shortlisted_by IS NOT NULL THEN 'shortlisted by ' || shortlisted_by
            ELSE 'presented to ' || presented_to
        END AS words,
        provenance AS detail,
        -- First those that are surely among the exchanged ones, and among them those that came furthest.
        provenance_order * 10 - furthest_order AS position,
        source_url
    FROM practice_reach
    WHERE NOT is_taken_up
    UNION ALL
    SELECT 'action', action.action_id, action.title, acting.region, 'no source names a practice behind it',
        action.known_as, 0, action.source_url
    FROM actions AS action
    JOIN acting_places AS acting USING (place_code)
    WHERE action.action_id NOT IN (SELECT action_id FROM action_links)
    UNION ALL
    SELECT 'plan', any_value(acting.place_code), acting.region, any_value(acting.country),
        string_agg(action.title, '; ' ORDER BY action.action_id), 'subject or status only', 0,
        any_value(action.source_url)
    FROM acting_places AS acting
    JOIN actions AS action USING (place_code)
    GROUP BY acting.region
    HAVING bool_and(action.known_as = 'subject or status only')
    UNION ALL
    SELECT 'plan', acting.place_code, acting.region, acting.country, 'no action is known', 'nothing', 0, NULL
    FROM acting_places AS acting
    WHERE acting.country_code NOT IN (SELECT country_code FROM actions)
)
SELECT
    kind,
    CASE kind
        WHEN 'plan' THEN 'Region by subject only'
        WHEN 'action' THEN 'Action without practice'
        ELSE 'Practice not taken up'
    END AS missing,
    * EXCLUDE (kind, position)
FROM found
ORDER BY list_position(['plan', 'action', 'practice'], kind), position, fold(name), record_id
