-- question: How far did each practice come in each region?
-- grain: one row per practice, country of origin and region (or all partners), at the furthest of its steps
SELECT
    row_number() OVER (
        ORDER BY max(stage_order) DESC, origin, practice, practice_id NULLS LAST, is_to_all, region, place_code
    ) AS link_number,
    practice_id,
    practice,
    origin_code,
    origin,
    place_code,
    region,
    is_to_all,
    max(stage_order) AS stage_order,
    arg_max(stage, stage_order) AS stage,
    count(*) AS steps,
    min(date) AS first_date,
    max(date) AS last_date,
    string_agg(
        strftime(date, '%-d %B %Y') || ' ' || stage, '; ' ORDER BY date, adoption_id
    ) AS step_words,
    list(adoption_id ORDER BY adoption_id) AS adoption_ids
FROM exchange_steps
GROUP BY practice_id, practice, origin_code, origin, place_code, region, is_to_all
