-- question: What is known of each practice, how far did it go, and which places took it up?
-- grain: one row per practice, with its own columns; lists of places as text, empty where there is none
WITH steps AS (
    SELECT
        step.practice_id,
        step.stage,
        step.place_code = 'ALL' AS is_to_all,
        list_position(['presented', 'shortlisted', 'selected', 'in action plan'], step.stage) AS stage_order,
        CASE WHEN step.place_code = 'ALL' THEN 'all partners' ELSE place.name_en END AS place
    FROM practice_adoptions AS step
    JOIN places AS place USING (place_code)
    WHERE step.practice_id IS NOT NULL
),
reached AS (
    SELECT
        practice_id,
        max(stage_order) AS furthest_order,
        bool_or(stage_order >= 3 AND NOT is_to_all) AS is_taken_up,
        string_agg(DISTINCT place, '; ' ORDER BY place) FILTER (stage_order >= 3 AND NOT is_to_all) AS taken_up_by,
        string_agg(DISTINCT place, '; ' ORDER BY place) FILTER (stage = 'shortlisted') AS shortlisted_by,
        string_agg(DISTINCT place, '; ' ORDER BY place) FILTER (stage = 'presented') AS presented_to
    FROM steps
    GROUP BY practice_id
),
inspired AS (
    SELECT
        inspiration.practice_id,
        string_agg(DISTINCT action.title || ' (' || place.name_en || ')', '; '
            ORDER BY action.title || ' (' || place.name_en || ')') AS inspired_actions
    FROM action_inspirations AS inspiration
    JOIN actions AS action USING (action_id)
    JOIN places AS place USING (place_code)
    WHERE inspiration.practice_id IS NOT NULL
    GROUP BY inspiration.practice_id
)
SELECT
    practice.*,
    country.name_en AS country,
    place.name_en AS place,
    coalesce(reached.furthest_order, 0) AS furthest_order,
    ['no step known', 'presented', 'shortlisted', 'selected', 'in action plan'][coalesce(reached.furthest_order, 0) + 1]
        AS furthest_stage,
    coalesce(reached.is_taken_up, false) AS is_taken_up,
    reached.taken_up_by,
    reached.shortlisted_by,
    reached.presented_to,
    inspired.inspired_actions,
    list_position(['confirmed', 'likely', 'other'], practice.provenance) AS provenance_order,
    -- In a release older than the column, a national practice names its country where others name their region.
    coalesce(
        practice.scope = 'national', practice.region_name IN (country.name_own, country.name_en), false
    ) AS is_national
FROM practices AS practice
JOIN places AS country ON country.place_code = practice.country_code
JOIN places AS place ON place.place_code = practice.place_code
LEFT JOIN reached USING (practice_id)
LEFT JOIN inspired USING (practice_id)
