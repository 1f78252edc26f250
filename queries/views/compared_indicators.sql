-- question: What is each compared place's value of each series, whose value is it, and how does it rank?
-- grain: one row per compared place and series, its value empty where none is known
-- A country's value is that of the year common to most; a region's is of that year too, or else its newest.
WITH observed AS (
    SELECT
        placed.indicator_id,
        placed.size_class,
        placed.place_code AS source_code,
        placed.kind,
        placed.year,
        placed.value,
        placed.flag,
        coalesce(placed.year = series.common_year, false) AS is_common
    FROM placed_values AS placed
    JOIN compared_series AS series USING (indicator_id, size_class)
    QUALIFY row_number() OVER (
        PARTITION BY placed.indicator_id, placed.size_class, placed.place_code
        ORDER BY is_common DESC, placed.year DESC
    ) = 1
),
candidates AS (
    SELECT
        stand_in.place_code, stand_in.preference, stand_in.is_own, stand_in.source,
        observed.*,
        observed.is_common OR observed.kind = 'region' AS is_usable
    FROM stand_ins AS stand_in
    JOIN observed USING (source_code)
    QUALIFY row_number() OVER (
        PARTITION BY stand_in.place_code, observed.indicator_id, observed.size_class, is_usable
        ORDER BY stand_in.preference, source_code
    ) = 1
),
goalposts AS (
    SELECT indicator_id, size_class, min(value) AS low, max(value) AS high
    FROM candidates
    WHERE is_usable AND is_own
    GROUP BY ALL
),
standing AS (
    SELECT indicator_id, size_class, place_code AS source_code, place, is_ranked, value, rank, ranked_places
    FROM ruled_values
    WHERE kind = 'country' AND year_rule = 'common'
)
SELECT
    compared.place_code,
    series.indicator_id,
    series.size_class,
    usable.value,
    usable.year,
    usable.flag,
    usable.source AS stands_for,
    usable.source_code,
    coalesce(usable.is_own, false) AS is_own,
    ranked.rank,
    ranked.ranked_places AS ranked,
    average.value AS eu_value,
    average.place AS eu,
    goalposts.low,
    goalposts.high,
    half_up(100 * (usable.value - low) / nullif(high - low, 0), 1) AS position_pct,
    if(
        average.value IS NULL,
        NULL,
        half_up(100 * least(greatest((average.value - low) / nullif(high - low, 0), 0), 1), 1)
    ) AS eu_position_pct,
    if(usable.value IS NULL, outdated.value, NULL) AS last_value,
    if(usable.value IS NULL, outdated.year, NULL) AS last_year
FROM compared_places AS compared
CROSS JOIN compared_series AS series
LEFT JOIN (FROM candidates WHERE is_usable) AS usable USING (place_code, indicator_id, size_class)
LEFT JOIN (FROM candidates WHERE NOT is_usable) AS outdated USING (place_code, indicator_id, size_class)
LEFT JOIN (FROM standing WHERE is_ranked) AS ranked
    ON ranked.source_code = usable.source_code AND ranked.indicator_id = series.indicator_id
    AND ranked.size_class = series.size_class
LEFT JOIN (FROM standing WHERE NOT is_ranked) AS average
    ON average.indicator_id = series.indicator_id AND average.size_class = series.size_class
LEFT JOIN goalposts ON goalposts.indicator_id = series.indicator_id AND goalposts.size_class = series.size_class
