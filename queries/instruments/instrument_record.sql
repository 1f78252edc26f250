-- question: What is known of one instrument?
-- grain: one row, for the instrument of this identifier
-- parameter: instrument VARCHAR: identifier of the instrument
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
    funding_note,
    budget_eur,
    budget_note,
    max_support_eur,
    aid_intensity_pct,
    years,
    status,
    summary,
    source_url,
    confidence
FROM instrument_profiles
WHERE instrument_id = $instrument::VARCHAR
