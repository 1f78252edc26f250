-- question: How many of the 30 exchanged practices are known here?
-- grain: one row over all practices
SELECT
    count(*) FILTER (provenance = 'confirmed') AS confirmed,
    count(*) FILTER (provenance = 'likely') AS likely,
    count(*) FILTER (provenance = 'other') AS other
FROM practices
