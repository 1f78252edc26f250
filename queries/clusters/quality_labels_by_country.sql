-- question: How many listed clusters of each country hold a label of management excellence?
-- grain: one row per chosen partner country, by name
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- column: country_code VARCHAR Eurostat code of the country
-- column: country VARCHAR name of the country
-- column: listed BIGINT clusters listed
-- column: gold BIGINT clusters with the gold label
-- column: silver BIGINT clusters with the silver label
-- column: bronze BIGINT clusters with the bronze label
-- column: no_label_known BIGINT clusters of which no label is known
SELECT
    partner.country_code,
    partner.country,
    count(cluster.cluster_id) AS listed,
    count(*) FILTER (cluster.quality_label = 'gold') AS gold,
    count(*) FILTER (cluster.quality_label = 'silver') AS silver,
    count(*) FILTER (cluster.quality_label = 'bronze') AS bronze,
    count(*) FILTER (cluster.cluster_id IS NOT NULL AND cluster.quality_label IS NULL) AS no_label_known
FROM partner_countries AS partner
LEFT JOIN cluster_organisations AS cluster USING (country_code)
WHERE chosen($country, partner.country_code)
GROUP BY ALL
ORDER BY partner.country
