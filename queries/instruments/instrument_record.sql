-- question: What is known of one instrument?
-- grain: one row, for the instrument of this identifier
-- parameter: instrument VARCHAR: identifier of the instrument
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
-- column: funding_note VARCHAR what the funding sources alone do not say; none without a remark
-- column: budget_eur DOUBLE budget, in euros; none where not published
-- column: budget_note VARCHAR what the budget covers; none without a remark
-- column: max_support_eur DOUBLE largest amount for one beneficiary, in euros; none where not published
-- column: aid_intensity_pct DOUBLE largest share of the eligible costs it pays, in per cent; none where not published
-- column: years VARCHAR first and last year in words, as far as known
-- column: status VARCHAR whether it was running, planned or closed in 2022
-- column: summary VARCHAR what it does, in one or two sentences
-- column: source_url VARCHAR web page the row was compiled from
-- column: confidence VARCHAR how sure the row is, judged from its source
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
