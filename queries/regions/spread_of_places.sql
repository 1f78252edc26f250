-- question: Over how many providers is the sampled support of each place's country spread?
-- grain: one row per compared place with sampled instruments in its country
-- column: place_code VARCHAR Eurostat code of the place
-- column: place VARCHAR name of the place
-- column: stands_for VARCHAR name of the country that was sampled
-- column: is_region BOOLEAN whether the place is a region
-- column: providers BIGINT providers of the sampled instruments
-- column: effective_providers DOUBLE as many of equal size would be spread as widely
-- column: largest_pct DOUBLE share of the largest provider in per cent
-- column: largest_provider VARCHAR its name
WITH by_provider AS (
    SELECT country_code, provider, count(*) / sum(count(*)) OVER (PARTITION BY country_code) AS share
    FROM instrument_profiles
    GROUP BY country_code, provider
),
spread AS (
    SELECT
        country_code,
        count(*) AS providers,
        -- exp(H), H being Shannon's entropy: as many providers of equal size would be spread as widely.
        half_up(exp(-sum(share * ln(share))), 1) AS effective_providers,
        half_up(100 * max(share), 0) AS largest_pct,
        first(provider ORDER BY share DESC, provider) AS largest_provider
    FROM by_provider
    GROUP BY country_code
)
SELECT
    compared.place_code,
    compared.place,
    compared.country AS stands_for,
    compared.is_region,
    spread.providers,
    spread.effective_providers,
    spread.largest_pct,
    spread.largest_provider
FROM compared_places AS compared
JOIN spread USING (country_code)
ORDER BY compared.position
