-- question: In how many dimensions do at least half of the places reach level 4, and where do fewest?
-- grain: one row over the dimensions with at least three levels in the year
-- parameter: tier VARCHAR: national or regional; both stands for national, as tiers are not counted together
-- parameter: year VARCHAR: the year, in four digits
-- column: dimensions BIGINT how many dimensions
-- column: half_dimensions BIGINT dimensions in which at least half of the places reach level 4
-- column: most_places BIGINT most places with a level in one dimension; none without a dimension
-- column: fewest_places BIGINT fewest places with a level in one dimension; none without a dimension
-- column: rarest VARCHAR dimension in which the smallest share reaches level 4; none without a dimension
-- column: rarest_at_four BIGINT how many places reach level 4 there; none without a dimension
-- column: rarest_places BIGINT out of how many; none without a dimension
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
