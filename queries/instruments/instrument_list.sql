-- question: What does a list say of each instrument?
-- grain: one row per instrument, by country and English name
SELECT
    instrument_id,
    country,
    place,
    level,
    name,
    name_en,
    kind,
    theme_text AS themes,
    stage_text AS stages,
    beneficiary_text AS beneficiaries,
    provider,
    provider_type,
    funding_text AS funding,
    start_year,
    end_year,
    status,
    source_url
FROM instrument_profiles
ORDER BY position
