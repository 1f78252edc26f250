-- question: Which actions of regional plans did a practice inspire, or may have inspired?
-- grain: one row per action that names the practice, then one per action that names only its country
-- parameter: practice VARCHAR: identifier of the practice
SELECT
    inspiration.practice_id IS NOT NULL AS is_named,
    inspiration.certainty,
    action.action_id,
    action.title,
    place.name_en AS place,
    partner.country,
    origin.country AS origin,
    action.summary,
    inspiration.note,
    action.source_url
FROM practices AS practice
JOIN action_inspirations AS inspiration
    ON inspiration.practice_id = practice.practice_id
    OR (inspiration.practice_id IS NULL AND inspiration.practice_country_code = practice.country_code)
JOIN actions AS action USING (action_id)
JOIN places AS place ON place.place_code = action.place_code
JOIN partner_countries AS partner ON partner.country_code = action.country_code
JOIN partner_countries AS origin ON origin.country_code = practice.country_code
WHERE practice.practice_id = $practice::VARCHAR
ORDER BY is_named DESC, action.action_id
