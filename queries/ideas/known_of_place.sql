-- question: What is known of a place that its gaps could be told by?
-- grain: one row per kind of gap, with how many gaps and out of how many things known
-- parameter: place VARCHAR: code of the place
-- column: gap VARCHAR kind of the gap: level, support, size or service
-- column: gaps BIGINT how many gaps
-- column: known BIGINT out of how many things known: levels, instruments, gaps between sizes, providers
-- column: borrowed BIGINT how many of them are the country's, not the region's own
-- column: last_year BIGINT newest year of a gap between sizes; none for other kinds
WITH place AS (
    SELECT * FROM compared_places WHERE place_code = $place::VARCHAR
),
counted AS (
    SELECT gap, count(*) AS gaps FROM place_gaps WHERE place_code = $place::VARCHAR GROUP BY gap
),
known AS (
    SELECT 'level' AS gap, count(*) AS known, count(*) FILTER (NOT is_own) AS borrowed, NULL AS last_year
    FROM level_gaps_of_places WHERE place_code = $place::VARCHAR
    UNION ALL
    SELECT 'support', count(*), if((SELECT is_region FROM place), count(*), 0), NULL
    FROM instrument_profiles WHERE country_code = (SELECT country_code FROM place)
    UNION ALL
    SELECT 'size', count(gap_points), if((SELECT is_region FROM place), count(gap_points), 0), max(last_year)
    FROM size_gaps_of_countries WHERE country_code = (SELECT country_code FROM place)
    UNION ALL
    SELECT 'service', count(DISTINCT provider.provider_id), 0, NULL
    FROM place_parts AS part
    JOIN providers AS provider ON provider.place_code = part.part_code
    WHERE part.place_code = $place::VARCHAR
)
SELECT known.gap, coalesce(counted.gaps, 0) AS gaps, known.known, known.borrowed, known.last_year
FROM known
LEFT JOIN counted USING (gap)
ORDER BY list_position(['level', 'support', 'size', 'service'], known.gap)
