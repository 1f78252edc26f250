-- question: What share of each country's listed clusters has documented Industry 4.0 activities?
-- grain: one row per chosen partner country, by name
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- column: country_code VARCHAR Eurostat code of the country
-- column: country VARCHAR name of the country
-- column: listed BIGINT clusters listed
-- column: documented BIGINT clusters with documented Industry 4.0 activities
-- column: unknown BIGINT clusters of which no Industry 4.0 activities are known
-- column: without BIGINT clusters known to have no Industry 4.0 activities
-- column: documented_pct DOUBLE share of the clusters with documented activities, in per cent; none without a cluster
-- column: unknown_pct DOUBLE share of the clusters without known activities, in per cent; none without a cluster
SELECT
    partner.country_code,
    partner.country,
    count(cluster.cluster_id) AS listed,
    count(*) FILTER (cluster.industry40_activities = 'yes') AS documented,
    count(*) FILTER (cluster.industry40_activities = 'unknown') AS unknown,
    count(*) FILTER (cluster.industry40_activities = 'no') AS without,
    half_up(100 * documented / nullif(listed, 0), 1) AS documented_pct,
    half_up(100 * unknown / nullif(listed, 0), 1) AS unknown_pct
FROM partner_countries AS partner
LEFT JOIN cluster_organisations AS cluster USING (country_code)
WHERE chosen($country, partner.country_code)
GROUP BY ALL
ORDER BY partner.country
