-- question: How many places rose or fell in one dimension between two years, and which most?
-- grain: one row over the chosen tier
-- parameter: dimension VARCHAR: identifier of the dimension, D1 to D8
-- parameter: tier VARCHAR: national, regional or both
-- column: places BIGINT how many places
-- column: compared BIGINT how many of them are known in both years
-- column: missing BIGINT how many are not known in both
-- column: rose BIGINT how many rose
-- column: fell BIGINT how many fell
-- column: unchanged BIGINT how many stayed
-- column: from_year BIGINT the earliest of the earlier years; none without a place
-- column: to_year BIGINT the latest of the later years; none without a place
-- column: is_shared BOOLEAN whether the two years are the same for all places
-- column: most_steps BIGINT largest rise, in steps of the rubric; none where no place is known in both years
-- column: most_places VARCHAR[] places that rose most; empty where none rose
WITH changes AS (
    SELECT *
    FROM level_pairs
    WHERE dimension_id = $dimension::VARCHAR AND ($tier::VARCHAR = 'both' OR tier = $tier::VARCHAR)
)
SELECT
    count(*) AS places,
    count(steps) AS compared,
    count(*) - count(steps) AS missing,
    count(*) FILTER (steps > 0) AS rose,
    count(*) FILTER (steps < 0) AS fell,
    count(*) FILTER (steps = 0) AS unchanged,
    min(from_year) AS from_year,
    max(to_year) AS to_year,
    coalesce(bool_and(is_shared), false) AS is_shared,
    max(steps) AS most_steps,
    coalesce(
        list(place ORDER BY place) FILTER (steps = (SELECT max(steps) FROM changes) AND steps > 0), []
    ) AS most_places
FROM changes
