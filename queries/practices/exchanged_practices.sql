-- question: How many of the practices the project exchanged are known here, and how many are still to be found?
-- grain: one row over all practices
-- column: exchanged INTEGER practices the project exchanged, as it reports; none where the data do not tell
-- column: confirmed BIGINT practices confirmed as among the 30 exchanged
-- column: likely BIGINT practices likely among the 30 exchanged
-- column: other BIGINT practices that are others of the same kind
-- column: to_find_least BIGINT still to be found if every likely one is among them; none where the data do not tell
-- column: to_find_most BIGINT still to be found if none of the likely is; none where the data do not tell
WITH known AS (
    SELECT
        count(*) FILTER (provenance = 'confirmed') AS confirmed,
        count(*) FILTER (provenance = 'likely') AS likely,
        count(*) FILTER (provenance = 'other') AS other
    FROM practices
),
target AS (
    SELECT try_cast(max(achieved) AS INTEGER) AS exchanged FROM project_targets WHERE target_id = 'T-08'
)
SELECT
    target.exchanged,
    known.confirmed,
    known.likely,
    known.other,
    -- At least these, if every likely practice is one of them; at most these, if none is.
    -- Unknown where the data do not tell how many were exchanged.
    if(target.exchanged IS NULL, NULL, greatest(target.exchanged - known.confirmed - known.likely, 0)) AS to_find_least,
    if(target.exchanged IS NULL, NULL, greatest(target.exchanged - known.confirmed, 0)) AS to_find_most
FROM known CROSS JOIN target
