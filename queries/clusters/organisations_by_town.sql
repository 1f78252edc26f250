-- question: In which towns do cluster organisations and other providers sit, and which?
-- grain: one row per point on the map and group (cluster organisations, hubs and other providers)
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: provider_type VARCHAR[]: types of provider; empty for all
-- column: organisation_group VARCHAR “Cluster organisations” or “Hubs and other providers”
-- column: country VARCHAR name of the country
-- column: city VARCHAR town; none where not known
-- column: latitude DOUBLE latitude of the town centre, in degrees
-- column: longitude DOUBLE longitude of the town centre, in degrees
-- column: organisations BIGINT how many organisations stand there
-- column: documented BIGINT of these, how many have documented Industry 4.0 activities
-- column: names VARCHAR[] their names
WITH organisations AS (
    SELECT
        'Cluster organisations' AS organisation_group, country_code, city, latitude, longitude, name,
        industry40_activities = 'yes' AS is_documented
    FROM cluster_organisations
    UNION ALL
    SELECT
        'Hubs and other providers', country_code, city, latitude, longitude, name,
        industry40_activities = 'yes'
    FROM providers
    WHERE chosen($provider_type, provider_type)
)
SELECT
    organisation.organisation_group,
    partner.country,
    organisation.city,
    organisation.latitude,
    organisation.longitude,
    count(*) AS organisations,
    count(*) FILTER (organisation.is_documented) AS documented,
    list(organisation.name ORDER BY organisation.name) AS names
FROM organisations AS organisation
JOIN partner_countries AS partner USING (country_code)
WHERE organisation.latitude IS NOT NULL
    AND chosen($country, organisation.country_code)
GROUP BY ALL
ORDER BY organisations DESC, organisation.city, organisation.organisation_group, organisation.latitude,
    organisation.longitude
