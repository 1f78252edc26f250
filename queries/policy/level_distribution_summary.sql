-- question: In how many dimensions do at least half of the places reach level 4, and where do fewest?
-- grain: one row over the dimensions with at least three levels in the year
-- parameter: tier VARCHAR: national or regional; both stands for national, as tiers are not counted together
-- parameter: year VARCHAR: the year, in four digits
WITH reached AS (
    SELECT
        dimension_id,
        any_value(dimension) AS dimension,
        count(*) AS places,
        count(*) FILTER (level >= 4) AS at_four
    FROM place_levels
    WHERE year::VARCHAR = $year::VARCHAR
        AND tier = CASE WHEN $tier::VARCHAR = 'both' THEN 'national' ELSE $tier::VARCHAR END
    GROUP BY dimension_id
    HAVING count(*) >= 3
)
SELECT
    count(*) AS dimensions,
    count(*) FILTER (2 * at_four >= places) AS half_dimensions,
    max(places) AS most_places,
    min(places) AS fewest_places,
    arg_min(dimension, (at_four / places, dimension_id)) AS rarest,
    arg_min(at_four, (at_four / places, dimension_id)) AS rarest_at_four,
    arg_min(places, (at_four / places, dimension_id)) AS rarest_places
FROM reached
