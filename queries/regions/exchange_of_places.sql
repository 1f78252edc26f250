-- question: Which practices did each place give and take up, and what does it plan to do?
-- grain: one row per compared place, aspect (given, taken, considered, action) and item
-- column: place_code VARCHAR Eurostat code of the place
-- column: place VARCHAR name of the place
-- column: aspect VARCHAR practice, adoption or action
-- column: item_id VARCHAR its identifier
-- column: title VARCHAR its title
-- column: detail VARCHAR what is said beside it; none where nothing is
-- column: other_places VARCHAR the other chosen places it binds with; none without any
-- Taken: selected or in the action plan. Considered: presented to this place or shortlisted by it, and no further.
-- What was shown to all partners is left out, and so is what a place was shown of its own.
WITH given AS (
    SELECT
        part.place_code,
        'given' AS aspect,
        practice.practice_id AS item_id,
        practice.title,
        practice.provenance AS detail,
        practice.taken_up_by AS other_places,
        if(practice.is_taken_up, 0, 10) + practice.provenance_order AS item_order
    FROM place_parts AS part
    JOIN practice_reach AS practice ON practice.place_code = part.part_code
),
steps AS (
    SELECT
        part.place_code,
        coalesce(step.practice_id, step.practice_title, step.practice_country_code, 'unnamed') AS item_id,
        any_value(coalesce(practice.title, step.practice_title)) AS title,
        max(list_position(['presented', 'shortlisted', 'selected', 'in action plan'], step.stage)) AS furthest,
        any_value(origin.country) AS origin
    FROM place_parts AS part
    JOIN practice_adoptions AS step ON step.place_code = part.part_code
    LEFT JOIN practices AS practice USING (practice_id)
    LEFT JOIN partner_countries AS origin ON origin.country_code = step.practice_country_code
    WHERE step.practice_country_code IS DISTINCT FROM step.country_code
    GROUP BY ALL
),
received AS (
    SELECT
        place_code,
        if(furthest >= 3, 'taken', 'considered') AS aspect,
        item_id,
        title,
        ['presented', 'shortlisted', 'selected', 'in action plan'][furthest] AS detail,
        origin AS other_places,
        -furthest AS item_order
    FROM steps
),
planned AS (
    SELECT
        part.place_code,
        'action' AS aspect,
        action.action_id AS item_id,
        action.title,
        CASE action.start_precision
            WHEN 'year' THEN strftime(action.start_date, '%Y')
            ELSE strftime(action.start_date, '%B %Y')
        END AS detail,
        NULL AS other_places,
        0 AS item_order
    FROM place_parts AS part
    JOIN actions AS action ON action.place_code = part.part_code
)
SELECT each.place_code, compared.place, each.aspect, each.item_id, each.title, each.detail, each.other_places
FROM (FROM given UNION ALL FROM received UNION ALL FROM planned) AS each
JOIN compared_places AS compared USING (place_code)
ORDER BY
    compared.position,
    list_position(['given', 'taken', 'considered', 'action'], each.aspect),
    each.item_order,
    each.title,
    each.item_id
