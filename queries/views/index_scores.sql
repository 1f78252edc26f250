-- question: What does each value count on the common scale from 1 to 100, under each normalisation?
-- grain: one row per indicator or dimension, size class, rule of years, normalisation and partner country with a value
WITH ranked AS (
    SELECT
        *,
        count(*) OVER all_countries AS countries,
        -- Equal values share the mean of their places, the best country having the highest.
        rank() OVER (all_countries ORDER BY if(is_lower_better, -value, value))
        + (count(*) OVER (PARTITION BY item_id, size_class, year_rule, value) - 1) / 2.0 AS place_from_below
    FROM index_values
    WINDOW all_countries AS (PARTITION BY item_id, size_class, year_rule)
),
measured AS (
    -- The step from one level to the next has no length: of ordinal levels only the rank is read.
    SELECT
        *,
        CASE WHEN is_ordinal THEN place_from_below WHEN is_lower_better THEN -value ELSE value END AS measure,
        CASE WHEN is_ordinal THEN 1 WHEN is_lower_better THEN -highest ELSE lowest END AS low,
        CASE WHEN is_ordinal THEN countries WHEN is_lower_better THEN -lowest ELSE highest END AS high
    FROM ranked
),
spread AS (
    SELECT
        *,
        avg(measure) OVER all_countries AS mean,
        stddev_pop(measure) OVER all_countries AS deviation
    FROM measured
    WINDOW all_countries AS (PARTITION BY item_id, size_class, year_rule)
),
scored AS (
    -- Where all are equal, nothing can be said for or against anybody: the middle of the scale.
    SELECT *, 'goalposts' AS normalisation, if(high > low, 1 + 99 * (measure - low) / (high - low), 50) AS score
    FROM spread
    UNION ALL
    SELECT *, 'rank', if(countries > 1, 1 + 99 * (place_from_below - 1) / (countries - 1), 50)
    FROM spread
    UNION ALL
    -- Of ten countries none is more than three deviations from the mean, so this stays within 5 and 95.
    SELECT *, 'z', if(deviation > 0, 50 + 15 * (measure - mean) / deviation, 50)
    FROM spread
)
SELECT
    item_id,
    size_class,
    year_rule,
    normalisation,
    country_code,
    year,
    value,
    flag,
    score
FROM scored
