-- question: What do the instruments of a family share, and what has each of its own?
-- grain: one row per family, instrument and field, in the order of the fields
-- parameter: instrument VARCHAR[]: identifiers of the instruments
-- parameter: family VARCHAR[]: the family of each of them, in the same order
-- column: family_id VARCHAR identifier of the family: that of its first instrument
-- column: instrument_id VARCHAR identifier of the instrument
-- column: name_en VARCHAR name in English
-- column: field VARCHAR what is compared, as a heading
-- column: shared VARCHAR what all of the family have, separated by semicolons; '' without any
-- column: own VARCHAR what this one has beside that, separated by semicolons; '' without any
WITH members AS (
    SELECT unnest($family::VARCHAR[]) AS family_id, unnest($instrument::VARCHAR[]) AS instrument_id
),
profiles AS MATERIALIZED (
    SELECT *
    FROM members
    JOIN instrument_profiles USING (instrument_id)
),
written AS MATERIALIZED (
    SELECT family_id, instrument_id, name_en, 1 AS position, 'Themes' AS field, themes AS held FROM profiles
    UNION ALL
    SELECT family_id, instrument_id, name_en, 2, 'Support stages', support_stages FROM profiles
    UNION ALL
    SELECT family_id, instrument_id, name_en, 3, 'Beneficiaries', beneficiaries FROM profiles
    UNION ALL
    SELECT family_id, instrument_id, name_en, 4, 'Kind', [kind] FROM profiles
    UNION ALL
    SELECT family_id, instrument_id, name_en, 5, 'Provider', [provider] FROM profiles
    UNION ALL
    SELECT family_id, instrument_id, name_en, 6, 'Level', [level] FROM profiles
    UNION ALL
    SELECT family_id, instrument_id, name_en, 7, 'Territory', [place] FROM profiles
    UNION ALL
    SELECT family_id, instrument_id, name_en, 8, 'Years', [years] FROM profiles
    UNION ALL
    SELECT family_id, instrument_id, name_en, 9, 'Funding', funding_sources FROM profiles
),
values_held AS (
    SELECT DISTINCT family_id, position, instrument_id, unnest(held) AS value FROM written
),
common AS (
    SELECT family_id, position, list(value) AS common_values
    FROM (
        SELECT family_id, position, value
        FROM values_held
        GROUP BY family_id, position, value
        HAVING count(*) = (SELECT count(*) FROM members WHERE members.family_id = values_held.family_id)
    )
    GROUP BY family_id, position
)
SELECT
    family_id,
    instrument_id,
    name_en,
    field,
    array_to_string(list_filter(held, lambda each: list_contains(common_values, each)), '; ') AS shared,
    array_to_string(list_filter(held, lambda each: NOT list_contains(common_values, each)), '; ') AS own
FROM (
    SELECT written.*, coalesce(common.common_values, []) AS common_values
    FROM written
    LEFT JOIN common USING (family_id, position)
)
ORDER BY family_id, position, instrument_id
