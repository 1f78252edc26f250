-- question: Which themes are supported at which stage, and which combinations are empty?
-- grain: one row per theme and support stage that occur anywhere, also where no instrument has both
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- column: theme VARCHAR what the instruments are about
-- column: stage VARCHAR step of a firm that they support
-- column: instruments BIGINT how many instruments
-- column: countries BIGINT how many countries they are from
-- column: names VARCHAR[] their names; empty without any
-- column: step BIGINT shade, 0 for none to 4 for ten or more
-- column: empty_cells BIGINT cells without an instrument
-- column: cells BIGINT how many cells there are: pairs of theme and stage
-- column: chosen_instruments BIGINT how many instruments are chosen
WITH chosen AS (
    SELECT * FROM instrument_profiles
    WHERE chosen($country, country_code)
),
all_themes AS (
    SELECT value AS theme, count(*) AS theme_instruments FROM instrument_values WHERE facet = 'theme' GROUP BY value
),
-- The steps of a firm on its way, in their order.
all_stages AS (
    SELECT value AS stage,
        list_position(
            ['awareness', 'diagnosis', 'planning', 'training', 'pilot or test', 'investment', 'scaling', 'networking'],
            value
        ) AS position
    FROM instrument_values WHERE facet = 'stage' GROUP BY value
),
counted AS (
    SELECT
        theme,
        stage,
        count(DISTINCT chosen.instrument_id) AS instruments,
        count(DISTINCT chosen.country_code) AS countries,
        coalesce(
            list(chosen.name_en ORDER BY chosen.name_en, chosen.instrument_id) FILTER (chosen.name_en IS NOT NULL), []
        ) AS names
    FROM all_themes
    CROSS JOIN all_stages
    LEFT JOIN chosen ON list_contains(chosen.themes, theme) AND list_contains(chosen.support_stages, stage)
    GROUP BY theme, stage
)
SELECT
    theme,
    stage,
    instruments,
    countries,
    names,
    -- Shades for none, 1, 2 to 4, 5 to 9, and 10 or more instruments.
    CASE WHEN instruments < 2 THEN instruments WHEN instruments < 5 THEN 2 WHEN instruments < 10 THEN 3 ELSE 4 END
        AS step,
    count(*) FILTER (WHERE instruments = 0) OVER () AS empty_cells,
    count(*) OVER () AS cells,
    (SELECT count(*) FROM chosen) AS chosen_instruments
FROM counted
JOIN all_themes USING (theme)
JOIN all_stages USING (stage)
ORDER BY theme_instruments DESC, theme, position, stage
