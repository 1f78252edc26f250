-- question: How many listed clusters of each country hold a label of management excellence?
-- grain: one row per chosen partner country, by name
-- parameter: country VARCHAR[]: codes of the countries; empty for all
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
WHERE len($country::VARCHAR[]) = 0 OR list_contains($country::VARCHAR[], partner.country_code)
GROUP BY ALL
ORDER BY partner.country
