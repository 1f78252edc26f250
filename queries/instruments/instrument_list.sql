-- question: What does a list say of each instrument?
-- grain: one row per instrument, by country and English name
-- column: instrument_id VARCHAR identifier of the instrument
-- column: country VARCHAR name of the country
-- column: place VARCHAR name of the place
-- column: level VARCHAR level of government that offers it
-- column: name VARCHAR name in its own language, or as its provider writes it
-- column: name_en VARCHAR name in English
-- column: kind VARCHAR kind of the instrument
-- column: themes VARCHAR what the instrument is about, separated by semicolons
-- column: stages VARCHAR steps of a firm that it supports, separated by semicolons
-- column: beneficiaries VARCHAR who can use the instrument, separated by semicolons
-- column: provider VARCHAR organisation that offers it
-- column: provider_type VARCHAR type of the provider
-- column: funding VARCHAR where the money comes from, separated by semicolons
-- column: start_year BIGINT first year; none where not known
-- column: end_year BIGINT last year; none where not known
-- column: status VARCHAR whether it was running, planned or closed in 2022
-- column: source_url VARCHAR web page the row was compiled from
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
