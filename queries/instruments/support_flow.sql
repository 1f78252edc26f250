-- question: From which type of provider, by which kind of instrument, does support reach which beneficiary?
-- grain: one row per type of provider, kind and beneficiary that occur together
-- parameter: instrument VARCHAR[]: identifiers of the instruments; empty for all
-- column: provider_type VARCHAR type of the provider
-- column: kind VARCHAR kind of the instrument
-- column: beneficiary VARCHAR who can use the instrument
-- column: instruments BIGINT how many instruments
-- column: width DOUBLE how many instruments flow here; one for three beneficiaries counts a third for each
-- column: share_pct DOUBLE share of all support, in per cent
SELECT
    provider_type,
    kind,
    beneficiary,
    count(*) AS instruments,
    -- An instrument for three groups counts a third for each, so that what flows out is what flows in.
    sum(part) AS width,
    half_up(100 * width / sum(width) OVER (), 1) AS share_pct
FROM (
    SELECT
        provider_type, kind, unnest(list_distinct(beneficiaries)) AS beneficiary,
        1 / len(list_distinct(beneficiaries)) AS part
    FROM instrument_profiles
    WHERE chosen($instrument, instrument_id)
)
GROUP BY provider_type, kind, beneficiary
ORDER BY width DESC, provider_type, kind, beneficiary
