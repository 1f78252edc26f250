-- question: Over how many providers and kinds is the support of each country spread?
-- grain: one row per partner country with instruments, the most spread over providers first
-- column: country_code VARCHAR Eurostat code of the country
-- column: country VARCHAR name of the country
-- column: instruments BIGINT how many instruments
-- column: providers BIGINT how many providers
-- column: effective_providers DOUBLE as many providers of equal size would be spread as widely
-- column: largest_pct DOUBLE share of the largest provider, in whole per cent of the instruments
-- column: largest_provider VARCHAR name of the largest provider
-- column: kinds BIGINT how many kinds of instrument
-- column: effective_kinds DOUBLE as many kinds of equal size would be spread as widely
-- column: instrument_diversity DOUBLE how likely two of a theme differ in kind, 0 to 1, on average over the themes
-- column: providers_step BIGINT shade of `providers` from the lowest to the highest country, 0 to 3
-- column: effective_providers_step BIGINT shade of `effective_providers`, 0 to 3
-- column: largest_step BIGINT shade of `largest_pct`, 0 to 3
-- column: effective_kinds_step BIGINT shade of `effective_kinds`, 0 to 3
-- column: diversity_step BIGINT shade of `instrument_diversity`, 0 to 3
WITH by_provider AS (
    SELECT
        country_code,
        count(*) AS providers,
        -- exp(H), H being Shannon's entropy: as many providers of equal size would be spread as widely.
        exp(-sum(share * ln(share))) AS effective_providers,
        100 * max(share) AS largest_pct,
        first(provider ORDER BY share DESC, provider) AS largest_provider
    FROM (
        SELECT country_code, provider, count(*) / sum(count(*)) OVER (PARTITION BY country_code) AS share
        FROM instrument_profiles
        GROUP BY country_code, provider
    )
    GROUP BY country_code
),
by_kind AS (
    SELECT country_code, count(*) AS kinds, exp(-sum(share * ln(share))) AS effective_kinds
    FROM (
        SELECT country_code, kind, count(*) / sum(count(*)) OVER (PARTITION BY country_code) AS share
        FROM instrument_profiles
        GROUP BY country_code, kind
    )
    GROUP BY country_code
),
-- Per theme: how likely two instruments drawn at random, with putting back, are of different kinds.
by_theme AS (
    SELECT country_code, value AS theme, 1 - sum(share * share) AS diversity
    FROM (
        SELECT
            country_code, value, kind,
            count(*) / sum(count(*)) OVER (PARTITION BY country_code, value) AS share
        FROM instrument_profiles
        JOIN instrument_values USING (instrument_id)
        WHERE facet = 'theme'
        GROUP BY country_code, value, kind
    )
    GROUP BY country_code, value
),
sizes AS (SELECT country_code, country, count(*) AS instruments FROM instrument_profiles GROUP BY ALL),
measured AS (
    SELECT
        country_code,
        country,
        instruments,
        providers,
        half_up(effective_providers, 1) AS effective_providers,
        half_up(largest_pct, 0) AS largest_pct,
        largest_provider,
        kinds,
        half_up(effective_kinds, 1) AS effective_kinds,
        (SELECT half_up(avg(diversity), 2) FROM by_theme WHERE by_theme.country_code = sizes.country_code)
            AS instrument_diversity
    FROM sizes
    JOIN by_provider USING (country_code)
    JOIN by_kind USING (country_code)
)
SELECT
    *,
    -- Four shades from the lowest to the highest of a column; all alike where nothing differs.
    least(3, coalesce(floor(
        4 * (providers - min(providers) OVER ())
        / nullif(max(providers) OVER () - min(providers) OVER (), 0)
    ), 0))::BIGINT AS providers_step,
    least(3, coalesce(floor(
        4 * (effective_providers - min(effective_providers) OVER ())
        / nullif(max(effective_providers) OVER () - min(effective_providers) OVER (), 0)
    ), 0))::BIGINT AS effective_providers_step,
    least(3, coalesce(floor(
        4 * (largest_pct - min(largest_pct) OVER ())
        / nullif(max(largest_pct) OVER () - min(largest_pct) OVER (), 0)
    ), 0))::BIGINT AS largest_step,
    least(3, coalesce(floor(
        4 * (effective_kinds - min(effective_kinds) OVER ())
        / nullif(max(effective_kinds) OVER () - min(effective_kinds) OVER (), 0)
    ), 0))::BIGINT AS effective_kinds_step,
    least(3, coalesce(floor(
        4 * (instrument_diversity - min(instrument_diversity) OVER ())
        / nullif(max(instrument_diversity) OVER () - min(instrument_diversity) OVER (), 0)
    ), 0))::BIGINT AS diversity_step
FROM measured
ORDER BY measured.effective_providers DESC, country
