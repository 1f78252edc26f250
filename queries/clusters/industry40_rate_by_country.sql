-- question: What share of each country's listed clusters has documented Industry 4.0 activities?
-- grain: one row per chosen partner country, by name
-- parameter: country VARCHAR[]: codes of the countries; empty for all
SELECT
    partner.country_code,
    partner.country,
    count(cluster.cluster_id) AS listed,
    count(*) FILTER (cluster.industry40_activities = 'yes') AS documented,
    count(*) FILTER (cluster.industry40_activities = 'unknown') AS unknown,
    count(*) FILTER (cluster.industry40_activities = 'no') AS without,
    round(100 * documented / nullif(listed, 0), 1) AS documented_pct,
    round(100 * unknown / nullif(listed, 0), 1) AS unknown_pct
FROM partner_countries AS partner
LEFT JOIN cluster_organisations AS cluster USING (country_code)
WHERE len($country::VARCHAR[]) = 0 OR list_contains($country::VARCHAR[], partner.country_code)
GROUP BY ALL
ORDER BY partner.country
