-- question: Which service does each type of provider offer most often?
-- grain: one row per type of provider, the most frequent type first
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: provider_type VARCHAR[]: types of provider; empty for all
-- column: provider_type VARCHAR type of the provider
-- column: providers BIGINT how many providers of the type
-- column: service VARCHAR the service that most of them offer
-- column: offering_pct DOUBLE share of the type's providers that offer the service, in per cent
WITH chosen AS (
    SELECT provider_id, provider_type, services
    FROM providers
    WHERE chosen($country, country_code)
        AND chosen($provider_type, provider_type)
),
offered AS (
    SELECT provider_type, service, count(*) AS offering
    FROM (SELECT provider_type, unnest(list_distinct(services)) AS service FROM chosen)
    GROUP BY provider_type, service
),
types AS (
    SELECT provider_type, count(*) AS providers FROM chosen GROUP BY provider_type
)
SELECT
    type.provider_type,
    type.providers,
    arg_max(offered.service, (offered.offering, offered.service)) AS service,
    half_up(100 * max(offered.offering) / type.providers, 0) AS offering_pct
FROM types AS type
JOIN offered USING (provider_type)
GROUP BY type.provider_type, type.providers
ORDER BY type.providers DESC, type.provider_type
