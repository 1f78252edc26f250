-- question: Which services that providers of most countries offer does none of a place's listed providers offer?
-- grain: one row per compared place with listed providers and service none offers; most: half of the other countries
WITH offered AS (
    SELECT DISTINCT part.place_code, offer.service
    FROM place_parts AS part
    JOIN provider_services AS offer ON offer.place_code = part.part_code
),
listed AS (
    SELECT part.place_code, compared.country_code, count(DISTINCT provider.provider_id) AS providers
    FROM place_parts AS part
    JOIN compared_places AS compared USING (place_code)
    JOIN providers AS provider ON provider.place_code = part.part_code
    GROUP BY part.place_code, compared.country_code
),
services AS (
    SELECT service, list(DISTINCT country_code) AS countries FROM provider_services GROUP BY service
),
known AS (
    SELECT count(DISTINCT country_code) AS countries FROM providers
)
SELECT
    listed.place_code,
    listed.providers,
    services.service,
    len(list_filter(services.countries, lambda each: each != listed.country_code)) AS other_countries
FROM listed
CROSS JOIN services
CROSS JOIN known
WHERE (listed.place_code, services.service) NOT IN (FROM offered)
    AND 2 * len(list_filter(services.countries, lambda each: each != listed.country_code)) >= known.countries - 1
