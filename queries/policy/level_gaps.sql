-- question: For which places is the level of a dimension known in one year, and for which is it missing?
-- grain: one row per dimension
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: tier VARCHAR: national, regional or both
-- parameter: year VARCHAR: the year, in four digits
-- column: dimension_id VARCHAR code of the dimension, D1 to D8
-- column: dimension VARCHAR name of the dimension of cluster policy
-- column: places BIGINT how many places
-- column: known BIGINT how many of them are known
-- column: missing BIGINT how many of them are not known
-- column: known_places VARCHAR[] names of the known ones
-- column: missing_places VARCHAR[] names of the others
WITH cells AS (
    SELECT *, list_contains(years::VARCHAR[], $year::VARCHAR) AS is_known
    FROM level_cells
    WHERE chosen($country, country_code)
        AND ($tier::VARCHAR = 'both' OR tier = $tier::VARCHAR)
)
SELECT
    dimension_id,
    dimension,
    count(*) AS places,
    count(*) FILTER (is_known) AS known,
    count(*) FILTER (NOT is_known) AS missing,
    coalesce(list(place ORDER BY country, tier, place) FILTER (is_known), []) AS known_places,
    coalesce(list(place ORDER BY country, tier, place) FILTER (NOT is_known), []) AS missing_places
FROM cells
GROUP BY dimension_id, dimension
ORDER BY dimension_id
