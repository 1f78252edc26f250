-- question: Which cluster organisations are listed, and what is known of each?
-- grain: one row per cluster organisation, by country and name
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: words VARCHAR: words that must all occur, in any case and with or without accents; empty for all
WITH wanted AS (
    SELECT list_filter(string_split(fold(trim($words::VARCHAR)), ' '), lambda word: word != '') AS words
)
SELECT
    cluster.cluster_id,
    cluster.name,
    partner.country,
    region.name_en AS region,
    cluster.city,
    cluster.sector,
    cluster.industry40_activities,
    cluster.industry40_evidence,
    cluster.quality_label,
    cluster.quality_label_year,
    cluster.role_in_s3,
    cluster.founded_year,
    cluster.members,
    cluster.website,
    cluster.source_url,
    cluster.confidence
FROM cluster_organisations AS cluster
JOIN partner_countries AS partner USING (country_code)
JOIN places AS region USING (place_code)
CROSS JOIN wanted
WHERE (len($country::VARCHAR[]) = 0 OR list_contains($country::VARCHAR[], cluster.country_code))
    AND len(list_filter(wanted.words, lambda word: NOT contains(cluster.search_text, word))) = 0
ORDER BY partner.country, fold(cluster.name), cluster.cluster_id
