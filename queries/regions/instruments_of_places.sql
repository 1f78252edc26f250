-- question: How does the sampled support of each place's country divide over kinds, stages and levels?
-- grain: one row per facet (kind, stage, level), value and compared place; values by their frequency over all countries
-- column: facet VARCHAR kind, stage or level
-- column: value VARCHAR value of the facet
-- column: place_code VARCHAR Eurostat code of the place
-- column: place VARCHAR name of the place
-- column: stands_for VARCHAR name of the country that was sampled
-- column: is_region BOOLEAN whether the place is a region
-- column: sampled BIGINT instruments sampled
-- column: instruments BIGINT those of them with the value
-- column: share_pct DOUBLE their share in per cent
-- An instrument can serve several stages, so shares of stages add up to more than 100.
WITH samples AS (
    SELECT country_code, count(*) AS instruments FROM instrument_profiles GROUP BY country_code
),
facet_values AS (
    SELECT facet, value, count(*) AS frequency
    FROM instrument_values
    WHERE facet IN ('kind', 'stage', 'level')
    GROUP BY facet, value
),
counted AS (
    SELECT profile.country_code, facet, value, count(*) AS instruments
    FROM instrument_values
    JOIN instrument_profiles AS profile USING (instrument_id)
    WHERE facet IN ('kind', 'stage', 'level')
    GROUP BY ALL
)
SELECT
    each.facet,
    each.value,
    compared.place_code,
    compared.place,
    compared.country AS stands_for,
    compared.is_region,
    coalesce(samples.instruments, 0) AS sampled,
    coalesce(counted.instruments, 0) AS instruments,
    half_up(100 * coalesce(counted.instruments, 0) / samples.instruments, 0) AS share_pct
FROM compared_places AS compared
CROSS JOIN facet_values AS each
LEFT JOIN samples USING (country_code)
LEFT JOIN counted
    ON counted.country_code = compared.country_code AND counted.facet = each.facet AND counted.value = each.value
ORDER BY
    list_position(['kind', 'stage', 'level'], each.facet),
    each.frequency DESC,
    each.value,
    compared.position
