-- question: For which years are levels known, and how completely?
-- grain: one row per year with a level, newest first
-- column: year BIGINT year with a level
-- column: national_levels BIGINT levels of central governments
-- column: regional_levels BIGINT levels of regional governments
-- column: is_complete BOOLEAN whether every dimension is known for every partner country
-- column: is_default BOOLEAN whether this is the year shown first
WITH years AS (
    SELECT
        year,
        count(*) FILTER (tier = 'national') AS national_levels,
        count(*) FILTER (tier = 'regional') AS regional_levels
    FROM place_levels
    GROUP BY year
),
complete AS (
    -- Every dimension of the rubric, for every partner country.
    SELECT year
    FROM complete_years
    GROUP BY year
    HAVING count(*) = (SELECT count(DISTINCT dimension_id) FROM maturity_rubric)
)
SELECT
    year,
    national_levels,
    regional_levels,
    year IN (SELECT year FROM complete) AS is_complete,
    year = coalesce((SELECT max(year) FROM complete), (SELECT max(year) FROM years)) AS is_default
FROM years
ORDER BY year DESC
