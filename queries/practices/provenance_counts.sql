-- question: How many of the 30 exchanged practices are known here?
-- grain: one row over all practices
-- column: confirmed BIGINT practices confirmed as among the 30 exchanged
-- column: likely BIGINT practices likely among the 30 exchanged
-- column: other BIGINT practices that are others of the same kind
SELECT
    count(*) FILTER (provenance = 'confirmed') AS confirmed,
    count(*) FILTER (provenance = 'likely') AS likely,
    count(*) FILTER (provenance = 'other') AS other
FROM practices
