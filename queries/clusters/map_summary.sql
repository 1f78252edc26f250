-- question: Which part of Europe do the organisations on the map lie in, and how many clusters are missing from it?
-- grain: one row over the chosen countries; degrees, with a margin of one degree
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: provider_type VARCHAR[]: types of provider; empty for all
-- column: clusters BIGINT clusters listed
-- column: clusters_without_town BIGINT of these, how many have no known town
-- column: providers BIGINT how many providers
-- column: towns BIGINT how many points on the map
-- column: west DOUBLE western edge, in degrees of longitude; none without a point
-- column: east DOUBLE eastern edge, in degrees of longitude; none without a point
-- column: south DOUBLE southern edge, in degrees of latitude; none without a point
-- column: north DOUBLE northern edge, in degrees of latitude; none without a point
WITH organisations AS (
    SELECT true AS is_cluster, country_code, latitude, longitude, city FROM cluster_organisations
    UNION ALL
    SELECT false, country_code, latitude, longitude, city FROM providers
    WHERE chosen($provider_type, provider_type)
)
SELECT
    count(*) FILTER (is_cluster) AS clusters,
    count(*) FILTER (is_cluster AND latitude IS NULL) AS clusters_without_town,
    count(*) FILTER (NOT is_cluster) AS providers,
    count(DISTINCT (latitude, longitude)) FILTER (latitude IS NOT NULL) AS towns,
    min(longitude) - 1 AS west,
    max(longitude) + 1 AS east,
    min(latitude) - 1 AS south,
    max(latitude) + 1 AS north
FROM organisations
WHERE chosen($country, country_code)
