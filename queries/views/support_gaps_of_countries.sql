-- question: Which combinations of theme and support stage does a country's sample lack that most others have?
-- grain: one row per country with sampled instruments, theme and stage it lacks; most: three of four other countries
WITH held AS (
    SELECT DISTINCT country_code, theme.value AS theme, stage.value AS stage
    FROM instrument_values AS theme
    JOIN instrument_values AS stage USING (instrument_id)
    JOIN instrument_profiles AS instrument USING (instrument_id)
    WHERE theme.facet = 'theme' AND stage.facet = 'stage'
),
sampled AS (
    SELECT DISTINCT country_code FROM instrument_profiles
),
cells AS (
    SELECT theme, stage, list(country_code ORDER BY country_code) AS countries FROM held GROUP BY theme, stage
)
SELECT sampled.country_code, cells.theme, cells.stage, len(cells.countries) AS other_countries
FROM sampled
CROSS JOIN cells
WHERE NOT list_contains(cells.countries, sampled.country_code)
    AND 4 * len(cells.countries) >= 3 * ((SELECT count(*) FROM sampled) - 1)
