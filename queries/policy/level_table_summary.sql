-- question: How far apart are places in one year, and how much of it is known?
-- grain: one row over the chosen places
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: tier VARCHAR: national, regional or both
-- parameter: year VARCHAR: the year, in four digits
-- column: places BIGINT how many places
-- column: cells BIGINT how many cells there are: pairs of place and dimension
-- column: known BIGINT how many of them are known
-- column: missing BIGINT how many of them are not known
-- column: lowest BIGINT lowest level, 0 to 5; none without a known level
-- column: highest BIGINT highest level, 0 to 5; none without a known level
-- column: a_place VARCHAR name of one of the places; none without a place
-- column: dimensions BIGINT dimensions with a known level
-- column: compared_dimensions BIGINT dimensions with two known levels or more
-- column: wide_dimensions BIGINT dimensions whose levels lie three steps or more apart
WITH cells AS (
    SELECT cell.place_code, cell.place, cell.dimension_id, known.level
    FROM level_cells AS cell
    LEFT JOIN place_levels AS known
        ON known.place_code = cell.place_code AND known.tier = cell.tier
        AND known.dimension_id = cell.dimension_id AND known.year::VARCHAR = $year::VARCHAR
    WHERE chosen($country, cell.country_code)
        AND ($tier::VARCHAR = 'both' OR cell.tier = $tier::VARCHAR)
),
spreads AS (
    -- Levels are ordinal: the distance counted is steps of the rubric between the lowest and the highest.
    SELECT dimension_id, count(level) AS known, max(level) - min(level) AS steps
    FROM cells
    GROUP BY dimension_id
)
SELECT
    count(DISTINCT place_code) AS places,
    count(*) AS cells,
    count(level) AS known,
    count(*) - count(level) AS missing,
    min(level) AS lowest,
    max(level) AS highest,
    any_value(place) AS a_place,
    (SELECT count(*) FROM spreads WHERE known >= 1) AS dimensions,
    (SELECT count(*) FROM spreads WHERE known >= 2) AS compared_dimensions,
    (SELECT count(*) FROM spreads WHERE steps >= 3) AS wide_dimensions
FROM cells
