-- question: Which services are offered in the same region by several types of provider?
-- grain: one row per service and region with at least two providers of the chosen types
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: provider_type VARCHAR[]: types of provider; empty for all
-- column: country VARCHAR name of the country
-- column: region_code VARCHAR Eurostat code of the region
-- column: region VARCHAR name of the region, or of the country for what is national
-- column: region_providers BIGINT how many providers of the chosen types the region has
-- column: service VARCHAR service to firms that providers offer
-- column: providers BIGINT how many of them offer the service
-- column: provider_types BIGINT of how many types these are
-- column: types VARCHAR these types, separated by semicolons
-- column: names VARCHAR[] their names
-- column: is_overlap BOOLEAN whether several types offer it
WITH offered AS (
    SELECT
        place.region_code,
        place.region,
        place.country_code,
        offer.service,
        count(DISTINCT offer.provider_id) AS providers,
        count(DISTINCT offer.provider_type) AS provider_types,
        string_agg(DISTINCT offer.provider_type, '; ' ORDER BY offer.provider_type) AS types,
        list(DISTINCT offer.name ORDER BY offer.name) AS names
    FROM provider_services AS offer
    JOIN place_regions AS place USING (place_code)
    WHERE chosen($country, place.country_code)
        AND chosen($provider_type, offer.provider_type)
    GROUP BY ALL
),
regions_of_providers AS (
    SELECT place.region_code, count(*) AS region_providers
    FROM providers
    JOIN place_regions AS place USING (place_code)
    WHERE chosen($provider_type, provider_type)
    GROUP BY place.region_code
    HAVING count(*) >= 2
)
SELECT
    partner.country,
    offered.region_code,
    offered.region,
    total.region_providers,
    offered.service,
    offered.providers,
    offered.provider_types,
    offered.types,
    offered.names,
    offered.provider_types >= 2 AS is_overlap
FROM offered
JOIN partner_countries AS partner USING (country_code)
JOIN regions_of_providers AS total USING (region_code)
ORDER BY total.region_providers DESC, offered.region, offered.region_code, offered.providers DESC, offered.service
