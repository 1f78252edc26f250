-- question: What share of each type of provider offers each service?
-- grain: one row per type of provider and service
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: provider_type VARCHAR[]: types of provider; empty for all
-- column: provider_type VARCHAR type of the provider
-- column: providers BIGINT how many providers of the type
-- column: service VARCHAR service to firms that providers offer
-- column: offering BIGINT how many of them offer the service
-- column: offering_pct DOUBLE share of the type's providers that offer the service, in per cent
-- column: offering_step INTEGER the share in fifths, 0 to 4
WITH chosen AS (
    SELECT provider_id, provider_type, services
    FROM providers
    WHERE chosen($country, country_code)
        AND chosen($provider_type, provider_type)
),
types AS (
    SELECT provider_type, count(*) AS providers FROM chosen GROUP BY provider_type
),
all_services AS (
    SELECT service, count(*) AS frequency FROM provider_services GROUP BY service
)
SELECT
    type.provider_type,
    type.providers,
    each.service,
    count(chosen.provider_id) AS offering,
    half_up(100 * count(chosen.provider_id) / type.providers, 0) AS offering_pct,
    -- Five steps of a fifth each, for the colour of a cell.
    least(floor(5 * count(chosen.provider_id) / type.providers), 4)::INTEGER AS offering_step
FROM types AS type
CROSS JOIN all_services AS each
LEFT JOIN chosen ON chosen.provider_type = type.provider_type AND list_contains(chosen.services, each.service)
GROUP BY type.provider_type, type.providers, each.service, each.frequency
ORDER BY each.frequency DESC, each.service, type.providers DESC, type.provider_type
