-- question: Which actions of regional plans did a practice inspire, or may have inspired?
-- grain: one row per action that names the practice, then one per action that names only its country
-- parameter: practice VARCHAR: identifier of the practice
-- column: is_named BOOLEAN whether the source names the practice, not only its country
-- column: certainty VARCHAR stated where the source names the inspiration, possible where it only considers it
-- column: action_id VARCHAR identifier of the action
-- column: title VARCHAR title of the action
-- column: place VARCHAR name of the place
-- column: country VARCHAR name of the country
-- column: origin VARCHAR country the practice comes from
-- column: summary VARCHAR what the action does and how far it has come; none where not told
-- column: note VARCHAR what the source says beside; none where it says nothing
-- column: source_url VARCHAR web page the row was compiled from
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
