-- question: Which practice stands behind which action, and which step of it towards the region is known?
-- grain: one row per action and practice, or country of a practice, behind it; no link where no step is known
SELECT
    inspiration.inspiration_id,
    inspiration.certainty,
    inspiration.note,
    action.action_id,
    action.title,
    action.place_code,
    inspiration.practice_id,
    coalesce(practice.title, 'Title not given') AS practice,
    coalesce(origin.country, 'Country not given') AS origin,
    link.link_number
FROM action_inspirations AS inspiration
JOIN actions AS action USING (action_id)
LEFT JOIN practices AS practice USING (practice_id)
LEFT JOIN partner_countries AS origin ON origin.country_code = inspiration.practice_country_code
LEFT JOIN exchange_links AS link
    ON link.place_code = action.place_code
    AND if(
        inspiration.practice_id IS NULL,
        link.origin_code = inspiration.practice_country_code,
        link.practice_id = inspiration.practice_id
    )
-- Of several practices from a country that the action names, the one without a title first.
QUALIFY row_number() OVER (
    PARTITION BY inspiration.inspiration_id ORDER BY link.practice_id NULLS FIRST, link.link_number
) = 1
