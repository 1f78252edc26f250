-- question: How far was each region's action plan by the end of phase 1, in January 2022?
-- grain: one row per acting region, those with the most named actions first
-- column: place_code VARCHAR Eurostat code of the place
-- column: region VARCHAR name of the region, or of the country for what is national
-- column: country VARCHAR name of the country
-- column: presented BIGINT practices that were presented to it and came no further
-- column: shortlisted BIGINT practices it shortlisted that came no further
-- column: selected BIGINT practices it selected that came no further
-- column: planned BIGINT practices in its plan
-- column: named BIGINT actions named in a source
-- column: vague BIGINT actions of which only a subject or status is known
-- column: begun BIGINT actions begun by the deadline
-- column: undated BIGINT actions without a known start
-- column: titles VARCHAR[] identifiers and titles of the actions; none without an action
-- column: deadline DATE end of phase 1
-- column: drawn_up INTEGER action plans drawn up by all regions, as the project counts them; none where it does not say
-- Steps count once per practice, at the furthest stage by then; what was shown to all partners is left out.
WITH deadline AS (
    SELECT coalesce(
        (SELECT max(achieved_date) FROM project_targets WHERE target_id = 'T-26'), DATE '2022-01-31'
    ) AS day
),
reached AS (
    SELECT place_code, practice, origin, max(stage_order) AS stage_order
    FROM exchange_steps
    CROSS JOIN deadline
    WHERE NOT is_to_all AND date <= deadline.day
    GROUP BY place_code, practice, origin
),
counted AS (
    SELECT
        place_code,
        count(*) FILTER (stage_order = 1) AS presented,
        count(*) FILTER (stage_order = 2) AS shortlisted,
        count(*) FILTER (stage_order = 3) AS selected,
        count(*) FILTER (stage_order = 4) AS planned
    FROM reached
    GROUP BY place_code
),
planned_actions AS (
    SELECT
        place_code,
        count(*) FILTER (known_as = 'action named') AS named,
        count(*) FILTER (known_as IS DISTINCT FROM 'action named') AS vague,
        -- A year alone does not say whether it began before the end of January.
        count(*) FILTER (start_date <= deadline.day AND start_precision != 'year')
            + count(*) FILTER (start_precision = 'year' AND year(start_date) < year(deadline.day)) AS begun,
        count(*) FILTER (start_date IS NULL) AS undated,
        min(start_date) AS first_start,
        list(action_id || ' ' || title ORDER BY action_id) AS titles
    FROM actions
    CROSS JOIN deadline
    GROUP BY place_code
)
SELECT
    acting.place_code,
    acting.region,
    acting.country,
    coalesce(counted.presented, 0) AS presented,
    coalesce(counted.shortlisted, 0) AS shortlisted,
    coalesce(counted.selected, 0) AS selected,
    coalesce(counted.planned, 0) AS planned,
    coalesce(planned_actions.named, 0) AS named,
    coalesce(planned_actions.vague, 0) AS vague,
    coalesce(planned_actions.begun, 0) AS begun,
    coalesce(planned_actions.undated, 0) AS undated,
    planned_actions.titles,
    deadline.day AS deadline,
    (SELECT try_cast(achieved AS INTEGER) FROM project_targets WHERE target_id = 'T-12') AS drawn_up
FROM acting_places AS acting
CROSS JOIN deadline
LEFT JOIN counted USING (place_code)
LEFT JOIN planned_actions USING (place_code)
ORDER BY named DESC, begun DESC, counted.planned DESC NULLS LAST, counted.selected DESC NULLS LAST, acting.region,
    acting.place_code
