-- question: From which type of provider, by which kind of instrument, does support reach which beneficiary?
-- grain: one row per type of provider, kind and beneficiary that occur together
-- parameter: instrument VARCHAR[]: identifiers of the instruments; empty for all
SELECT
    provider_type,
    kind,
    beneficiary,
    count(*) AS instruments,
    -- An instrument for three groups counts a third for each, so that what flows out is what flows in.
    sum(part) AS width,
    round(100 * width / sum(width) OVER (), 1) AS share_pct
FROM (
    SELECT
        provider_type, kind, unnest(list_distinct(beneficiaries)) AS beneficiary,
        1 / len(list_distinct(beneficiaries)) AS part
    FROM instrument_profiles
    WHERE len($instrument::VARCHAR[]) = 0 OR list_contains($instrument::VARCHAR[], instrument_id)
)
GROUP BY provider_type, kind, beneficiary
ORDER BY width DESC, provider_type, kind, beneficiary
