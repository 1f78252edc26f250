-- question: Which clusters and other providers are listed in each place, and what do they document?
-- grain: one row per compared place; shares are empty where none is listed
-- column: place_code VARCHAR Eurostat code of the place
-- column: place VARCHAR name of the place
-- column: clusters BIGINT cluster organisations listed
-- column: documented BIGINT those with documented Industry 4.0 activities
-- column: documented_pct DOUBLE their share in per cent; none without one listed
-- column: unknown_pct DOUBLE share of which nothing is known; none without one listed
-- column: labelled_pct DOUBLE share with a quality label; none without one listed
-- column: providers BIGINT other providers listed
-- column: provider_types BIGINT types of provider among them
-- column: providers_documented_pct DOUBLE share of them with documented activities; none without one listed
-- column: services BIGINT services offered
-- column: overlapping_pct DOUBLE share of services that several types of provider offer; none without a service
WITH clusters AS (
    SELECT
        part.place_code,
        count(*) AS clusters,
        count(*) FILTER (cluster.industry40_activities = 'yes') AS documented,
        count(*) FILTER (cluster.industry40_activities = 'unknown') AS unknown,
        count(cluster.quality_label) AS labelled
    FROM place_parts AS part
    JOIN cluster_organisations AS cluster ON cluster.place_code = part.part_code
    GROUP BY part.place_code
),
listed_providers AS (
    SELECT
        part.place_code,
        count(*) AS providers,
        count(DISTINCT provider.provider_type) AS provider_types,
        count(*) FILTER (provider.industry40_activities = 'yes') AS documented
    FROM place_parts AS part
    JOIN providers AS provider ON provider.place_code = part.part_code
    GROUP BY part.place_code
),
offers AS (
    SELECT part.place_code, offer.service, count(DISTINCT offer.provider_type) AS types
    FROM place_parts AS part
    JOIN provider_services AS offer ON offer.place_code = part.part_code
    GROUP BY ALL
),
services AS (
    SELECT place_code, count(*) AS services, count(*) FILTER (types >= 2) AS overlapping
    FROM offers
    GROUP BY place_code
)
SELECT
    compared.place_code,
    compared.place,
    coalesce(clusters.clusters, 0) AS clusters,
    coalesce(clusters.documented, 0) AS documented,
    half_up(100 * clusters.documented / clusters.clusters, 0) AS documented_pct,
    half_up(100 * clusters.unknown / clusters.clusters, 0) AS unknown_pct,
    half_up(100 * clusters.labelled / clusters.clusters, 0) AS labelled_pct,
    coalesce(listed_providers.providers, 0) AS providers,
    coalesce(listed_providers.provider_types, 0) AS provider_types,
    half_up(100 * listed_providers.documented / listed_providers.providers, 0) AS providers_documented_pct,
    coalesce(services.services, 0) AS services,
    half_up(100 * services.overlapping / services.services, 0) AS overlapping_pct
FROM compared_places AS compared
LEFT JOIN clusters USING (place_code)
LEFT JOIN listed_providers USING (place_code)
LEFT JOIN services USING (place_code)
ORDER BY compared.position
