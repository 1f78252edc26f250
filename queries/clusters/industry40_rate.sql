-- question: What share of the listed clusters has documented Industry 4.0 activities?
-- grain: one row over the chosen countries
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- column: listed BIGINT clusters listed
-- column: documented BIGINT clusters with documented Industry 4.0 activities
-- column: unknown BIGINT clusters of which no Industry 4.0 activities are known
-- column: without BIGINT clusters known to have no Industry 4.0 activities
-- column: documented_pct DOUBLE share of the clusters with documented activities, in per cent; none without a cluster
-- column: unknown_pct DOUBLE share of the clusters without known activities, in per cent; none without a cluster
SELECT
    count(*) AS listed,
    count(*) FILTER (industry40_activities = 'yes') AS documented,
    count(*) FILTER (industry40_activities = 'unknown') AS unknown,
    count(*) FILTER (industry40_activities = 'no') AS without,
    half_up(100 * documented / listed, 1) AS documented_pct,
    half_up(100 * unknown / listed, 1) AS unknown_pct
FROM cluster_organisations
WHERE chosen($country, country_code)
