-- question: Which cluster organisations are listed, and what is known of each?
-- grain: one row per cluster organisation, by country and name
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: words VARCHAR: words that must all occur, in any case and with or without accents; empty for all
-- column: cluster_id VARCHAR identifier of the cluster organisation
-- column: name VARCHAR name of the cluster organisation
-- column: country VARCHAR name of the country
-- column: region VARCHAR name of the region, or of the country for what is national
-- column: city VARCHAR town; none where not known
-- column: sector VARCHAR sector of industry; none where not known
-- column: industry40_activities VARCHAR whether a public page shows activities for Industry 4.0: yes, no or unknown
-- column: industry40_evidence VARCHAR what the page shows, or another remark; none where there is none
-- column: quality_label VARCHAR label of management excellence: bronze, silver or gold; none where none is known
-- column: quality_label_year BIGINT year of the label; none where not known
-- column: role_in_s3 VARCHAR its part in the smart specialisation strategy (S3); none where not known
-- column: founded_year BIGINT year it was founded; none where not known
-- column: members BIGINT how many members; none where not published
-- column: website VARCHAR web site; none where not known
-- column: source_url VARCHAR web page the row was compiled from
-- column: confidence VARCHAR how sure the row is, judged from its source
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
WHERE chosen($country, cluster.country_code)
    AND has_words($words, cluster.search_text)
ORDER BY partner.country, fold(cluster.name), cluster.cluster_id
