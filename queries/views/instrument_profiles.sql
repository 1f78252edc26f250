-- question: What is known of each instrument, with its places and years in a form that can be compared?
-- grain: one row per instrument of a partner country
-- An instrument of the European level is for its whole country, wherever its provider sits. A running instrument
-- without an end is open: it runs to the newest year that any instrument names.
SELECT
    -- Sorting by folded names and writing out lists takes long with many instruments: done once, here.
    row_number() OVER (ORDER BY partner.country, fold(instrument.name_en), instrument.instrument_id) AS position,
    instrument.* EXCLUDE (region_name),
    array_to_string(instrument.themes, '; ') AS theme_text,
    array_to_string(instrument.support_stages, '; ') AS stage_text,
    array_to_string(instrument.beneficiaries, '; ') AS beneficiary_text,
    array_to_string(instrument.funding_sources, '; ') AS funding_text,
    partner.country,
    CASE
        WHEN instrument.level = 'eu' OR place.type = 'country' THEN 'All of ' || partner.country
        ELSE place.name_en
    END AS place,
    CASE WHEN instrument.level = 'eu' THEN instrument.country_code ELSE instrument.place_code END AS territory,
    instrument.start_year AS first_year,
    coalesce(
        instrument.end_year,
        CASE WHEN instrument.status = 'running' THEN (SELECT max(greatest(start_year, end_year)) FROM instruments) END
    ) AS last_year,
    CASE
        WHEN instrument.start_year IS NULL AND instrument.end_year IS NULL AND instrument.status = 'running'
            THEN 'start unknown, running'
        WHEN instrument.start_year IS NULL AND instrument.end_year IS NULL THEN 'years unknown'
        WHEN instrument.start_year IS NULL THEN 'until ' || instrument.end_year
        WHEN instrument.start_year = instrument.end_year THEN instrument.start_year::VARCHAR
        WHEN instrument.end_year IS NOT NULL THEN instrument.start_year || ' to ' || instrument.end_year
        WHEN instrument.status = 'running' THEN 'since ' || instrument.start_year || ', running'
        ELSE 'from ' || instrument.start_year || ', end unknown'
    END AS years
FROM instruments AS instrument
JOIN partner_countries AS partner USING (country_code)
LEFT JOIN places AS place USING (place_code)
