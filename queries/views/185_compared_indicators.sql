-- question: What is each compared place's value of each series, whose value is it, and how does it rank?
-- grain: one row per compared place and series, its value empty where none is known
-- A country's value is that of the newest well-covered year; a region's is of that year too, or else its newest.
WITH observed AS (
    SELECT
        series.indicator_id,
        series.size_class,
        observation.place_code AS source_code,
        observation.year,
        observation.value,
        observation.flag,
        coalesce(observation.year = series.common_year, false) AS is_common
    FROM observations AS observation
    JOIN compared_series AS series USING (indicator_id, size_class)
    WHERE observation.place_code IN (SELECT source_code FROM stand_ins)
    QUALIFY row_number() OVER (
        PARTITION BY series.indicator_id, series.size_class, observation.place_code
        ORDER BY is_common DESC, observation.year DESC
    ) = 1
),
ranked AS (
    SELECT
        indicator_id,
        size_class,
        source_code,
        rank() OVER (
            PARTITION BY indicator_id, size_class
            ORDER BY if(direction = 'lower_is_better', value, -value)
        ) AS rank,
        count(*) OVER (PARTITION BY indicator_id, size_class) AS ranked
    FROM observed
    JOIN compared_series USING (indicator_id, size_class)
    JOIN partner_countries AS partner ON partner.country_code = observed.source_code
    WHERE is_common
),
candidates AS (
    SELECT
        stand_in.place_code, stand_in.preference, stand_in.is_own, stand_in.source,
        observed.*,
        observed.is_common OR partner.country_code IS NULL AS is_usable
    FROM stand_ins AS stand_in
    JOIN observed USING (source_code)
    LEFT JOIN partner_countries AS partner ON partner.country_code = observed.source_code
),
usable AS (
    SELECT *
    FROM candidates
    WHERE is_usable
    QUALIFY row_number() OVER (
        PARTITION BY place_code, indicator_id, size_class ORDER BY preference, source_code
    ) = 1
),
outdated AS (
    SELECT *
    FROM candidates
    WHERE NOT is_usable
    QUALIFY row_number() OVER (
        PARTITION BY place_code, indicator_id, size_class ORDER BY preference, source_code
    ) = 1
),
goalposts AS (
    SELECT indicator_id, size_class, min(value) AS low, max(value) AS high
    FROM usable
    WHERE is_own
    GROUP BY ALL
),
average AS (
    SELECT indicator_id, size_class, value AS eu_value, place AS eu
    FROM compared_values
    JOIN newest_years USING (indicator_id, size_class, year)
    WHERE NOT is_partner
)
SELECT
    compared.place_code,
    series.indicator_id,
    series.size_class,
    usable.value,
    usable.year,
    usable.flag IN ('b', 'bu') AS is_break,
    usable.source AS stands_for,
    usable.source_code,
    coalesce(usable.is_own, false) AS is_own,
    ranked.rank,
    ranked.ranked,
    average.eu_value,
    average.eu,
    goalposts.low,
    goalposts.high,
    round(100 * (usable.value - low) / nullif(high - low, 0), 1) AS position_pct,
    if(
        average.eu_value IS NULL,
        NULL,
        round(100 * least(greatest((eu_value - low) / nullif(high - low, 0), 0), 1), 1)
    ) AS eu_position_pct,
    if(usable.value IS NULL, outdated.value, NULL) AS last_value,
    if(usable.value IS NULL, outdated.year, NULL) AS last_year
FROM compared_places AS compared
CROSS JOIN compared_series AS series
LEFT JOIN usable USING (place_code, indicator_id, size_class)
LEFT JOIN outdated USING (place_code, indicator_id, size_class)
LEFT JOIN ranked
    ON ranked.source_code = usable.source_code AND ranked.indicator_id = series.indicator_id
    AND ranked.size_class = series.size_class
LEFT JOIN average ON average.indicator_id = series.indicator_id AND average.size_class = series.size_class
LEFT JOIN goalposts ON goalposts.indicator_id = series.indicator_id AND goalposts.size_class = series.size_class
