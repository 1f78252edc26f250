-- question: How much of what is offered in a region is offered there by more than one type of provider?
-- grain: one row over the regions with at least two providers
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: provider_type VARCHAR[]: types of provider; empty for all
-- column: regions BIGINT regions with at least two providers, one of which offers something
-- column: overlapping_regions BIGINT of these, how many have a service offered by several types
-- column: services_offered BIGINT pairs of a region and a service offered there
-- column: overlapping_services BIGINT of these, how many are offered by several types
-- column: overlapping_pct DOUBLE share of these pairs, in whole per cent; none without a pair
WITH chosen AS (
    SELECT provider_id, provider_type, place.region_code, services
    FROM providers
    JOIN place_regions AS place USING (place_code)
    WHERE chosen($country, place.country_code)
        AND chosen($provider_type, provider_type)
),
compared AS (
    SELECT region_code FROM chosen GROUP BY region_code HAVING count(*) >= 2
),
offered AS (
    SELECT region_code, service, count(DISTINCT provider_type) AS provider_types
    FROM (SELECT region_code, provider_type, unnest(services) AS service FROM chosen)
    JOIN compared USING (region_code)
    GROUP BY region_code, service
)
SELECT
    count(DISTINCT region_code) AS regions,
    count(DISTINCT region_code) FILTER (provider_types >= 2) AS overlapping_regions,
    count(*) AS services_offered,
    count(*) FILTER (provider_types >= 2) AS overlapping_services,
    half_up(100 * overlapping_services / nullif(services_offered, 0), 0) AS overlapping_pct
FROM offered
