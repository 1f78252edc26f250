-- question: How wide is each step of the way from type of provider to kind, and from kind to beneficiary?
-- grain: one row per step and pair of neighbours on the way
-- parameter: instrument VARCHAR[]: identifiers of the instruments; empty for all
-- column: step INTEGER 1 from type of provider to kind, 2 from kind to beneficiary
-- column: source VARCHAR where the step comes from
-- column: target VARCHAR where it leads
-- column: instruments BIGINT how many instruments
-- column: width DOUBLE how many instruments flow here; one for three beneficiaries counts a third for each
-- column: share_pct DOUBLE share of all of the step's width, in per cent
WITH parts AS (
    -- An instrument for three groups counts a third for each, so that what flows out is what flows in.
    SELECT
        instrument_id, provider_type, kind, unnest(list_distinct(beneficiaries)) AS beneficiary,
        1 / len(list_distinct(beneficiaries)) AS part
    FROM instrument_profiles
    WHERE chosen($instrument, instrument_id)
),
links AS (
    SELECT 1 AS step, provider_type AS source, kind AS target, instrument_id, part FROM parts
    UNION ALL
    SELECT 2, kind, beneficiary, instrument_id, part FROM parts
)
SELECT
    step,
    source,
    target,
    count(DISTINCT instrument_id) AS instruments,
    half_up(sum(part), 4) AS width,
    half_up(100 * sum(part) / sum(sum(part)) OVER (PARTITION BY step), 0) AS share_pct
FROM links
GROUP BY step, source, target
ORDER BY step, sum(part) DESC, source, target
