-- question: Which two years show how a place's level has changed?
-- grain: one row per place and dimension with a level in at least one of the two years
WITH common_years AS (
    -- Years in which at least half of the partner countries are assessed can be compared across countries.
    SELECT dimension_id, year
    FROM place_levels
    WHERE tier = 'national'
    GROUP BY ALL
    HAVING 2 * count(*) >= (SELECT count(*) FROM partner_countries)
),
shared_pairs AS (
    SELECT dimension_id, min(year) AS from_year, max(year) AS to_year
    FROM common_years
    GROUP BY dimension_id
    HAVING count(*) >= 2
),
own_pairs AS (
    SELECT place_code, tier, dimension_id, min(year) AS from_year, max(year) AS to_year
    FROM place_levels
    WHERE dimension_id NOT IN (SELECT dimension_id FROM shared_pairs)
    GROUP BY ALL
    HAVING count(*) >= 2
),
pairs AS (
    SELECT place_code, tier, dimension_id, from_year, to_year, true AS is_shared
    FROM (SELECT DISTINCT place_code, tier, dimension_id FROM place_levels)
    JOIN shared_pairs USING (dimension_id)
    UNION ALL
    SELECT place_code, tier, dimension_id, from_year, to_year, false FROM own_pairs
)
SELECT
    coalesce(before.place, after.place) AS place,
    pair.place_code,
    pair.tier,
    coalesce(before.country_code, after.country_code) AS country_code,
    coalesce(before.country, after.country) AS country,
    pair.dimension_id,
    coalesce(before.dimension, after.dimension) AS dimension,
    pair.is_shared,
    pair.from_year,
    pair.to_year,
    before.level AS from_level,
    before.level_label AS from_label,
    after.level AS to_level,
    after.level_label AS to_label,
    after.level - before.level AS steps
FROM pairs AS pair
LEFT JOIN place_levels AS before
    ON before.place_code = pair.place_code AND before.tier = pair.tier
    AND before.dimension_id = pair.dimension_id AND before.year = pair.from_year
LEFT JOIN place_levels AS after
    ON after.place_code = pair.place_code AND after.tier = pair.tier
    AND after.dimension_id = pair.dimension_id AND after.year = pair.to_year
WHERE coalesce(before.level, after.level) IS NOT NULL
