-- question: At which level does each compared place stand, and at which the other tier of government?
-- grain: one row per compared place and dimension; a region without a level of its own shows its country's
-- The level is that of the newest year with all levels for all countries, else the place's newest.
WITH complete AS (
    SELECT year
    FROM complete_years
    GROUP BY year
    HAVING count(*) = (SELECT count(DISTINCT dimension_id) FROM maturity_rubric)
),
common AS (
    SELECT coalesce((SELECT max(year) FROM complete), (SELECT max(year) FROM place_levels)) AS year
),
picked AS (
    SELECT known.*
    FROM place_levels AS known
    CROSS JOIN common
    QUALIFY row_number() OVER (
        PARTITION BY known.place_code, known.tier, known.dimension_id
        ORDER BY known.year = common.year DESC, known.year DESC
    ) = 1
),
own AS (
    SELECT part.place_code AS compared_code, picked.*
    FROM place_parts AS part
    JOIN compared_places AS compared USING (place_code)
    JOIN picked
        ON picked.place_code = part.part_code AND picked.tier = if(compared.is_region, 'regional', 'national')
    QUALIFY row_number() OVER (PARTITION BY part.place_code, picked.dimension_id ORDER BY picked.place_code) = 1
),
other_tier AS (
    SELECT
        compared.place_code AS compared_code,
        picked.dimension_id,
        string_agg(picked.place || ' ' || picked.level, '; ' ORDER BY picked.place) AS words
    FROM compared_places AS compared
    JOIN picked
        ON picked.country_code = compared.country_code
        AND picked.tier = if(compared.is_region, 'national', 'regional')
    GROUP BY ALL
)
SELECT
    compared.place_code,
    dimensions.dimension_id,
    dimensions.dimension,
    own.level AS own_level,
    coalesce(own.level, national.level) AS level,
    coalesce(own.level_label, national.level_label) AS level_label,
    coalesce(own.year, national.year) AS year,
    coalesce(own.place, national.place) AS stands_for,
    own.level IS NOT NULL AS is_own,
    coalesce(own.confidence, national.confidence) AS confidence,
    coalesce(own.source_title, national.source_title) AS source_title,
    coalesce(own.source_url, national.source_url) AS source_url,
    if(own.level IS NULL AND compared.is_region, NULL, other_tier.words) AS other_tier,
    (SELECT year FROM common) AS common_year
FROM compared_places AS compared
CROSS JOIN rubric_dimensions AS dimensions
LEFT JOIN own ON own.compared_code = compared.place_code AND own.dimension_id = dimensions.dimension_id
LEFT JOIN picked AS national
    ON compared.is_region AND national.tier = 'national' AND national.place_code = compared.country_code
    AND national.dimension_id = dimensions.dimension_id
LEFT JOIN other_tier
    ON other_tier.compared_code = compared.place_code AND other_tier.dimension_id = dimensions.dimension_id
