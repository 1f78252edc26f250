-- question: How many places rose or fell in one dimension between two years, and which most?
-- grain: one row over the chosen tier
-- parameter: dimension VARCHAR: identifier of the dimension, D1 to D8
-- parameter: tier VARCHAR: national, regional or both
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
