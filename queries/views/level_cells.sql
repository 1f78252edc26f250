-- question: Which levels could be known, and where one is known, in which years?
-- grain: one row per assessed place and dimension, whether assessed in that dimension or not
WITH governments AS (
    SELECT DISTINCT place_code, place, tier, country_code, country FROM place_levels
)
SELECT
    government.place_code,
    government.place,
    government.tier,
    government.country_code,
    government.country,
    dimensions.dimension_id,
    dimensions.dimension,
    coalesce(
        list(known.year ORDER BY known.year) FILTER (known.year IS NOT NULL), []
    ) AS years
FROM governments AS government
CROSS JOIN rubric_dimensions AS dimensions
LEFT JOIN place_levels AS known USING (place_code, tier, dimension_id)
GROUP BY ALL
