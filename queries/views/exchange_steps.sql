-- question: Which step did which practice take towards which region?
-- grain: one row per step; what a source leaves open is called so (title not given, country not given)
SELECT
    step.adoption_id,
    step.date,
    step.stage,
    list_position(['presented', 'shortlisted', 'selected', 'in action plan'], step.stage) AS stage_order,
    step.practice_id,
    practice.provenance,
    CASE
        WHEN practice.title IS NOT NULL THEN practice.title
        WHEN contains(fold(step.practice_title), 'not given') THEN 'Title not given'
        ELSE step.practice_title
    END AS practice,
    step.practice_title AS source_words,
    step.practice_country_code AS origin_code,
    coalesce(origin.country, 'Country not given') AS origin,
    step.place_code,
    step.place_code = 'ALL' AS is_to_all,
    CASE WHEN step.place_code = 'ALL' THEN 'All partners' ELSE coalesce(acting.region, place.name_en) END AS region,
    coalesce(acting.country, country.name_en) AS country,
    step.note,
    step.source_url
FROM practice_adoptions AS step
LEFT JOIN practices AS practice USING (practice_id)
LEFT JOIN partner_countries AS origin ON origin.country_code = step.practice_country_code
JOIN places AS place ON place.place_code = step.place_code
LEFT JOIN places AS country ON country.place_code = place.country_code
LEFT JOIN acting_places AS acting ON acting.place_code = step.place_code
