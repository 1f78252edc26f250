-- question: How many places are at each level of each dimension in one year, and which level is in the middle?
-- grain: one row per dimension and level of the rubric, 0 to 5
-- parameter: tier VARCHAR: national or regional; both stands for national, as tiers are not counted together
-- parameter: year VARCHAR: the year, in four digits
-- column: dimension_id VARCHAR code of the dimension, D1 to D8
-- column: dimension VARCHAR name of the dimension of cluster policy
-- column: level BIGINT level, 0 to 5
-- column: level_label VARCHAR name of the level
-- column: places BIGINT how many places are at the level
-- column: names VARCHAR[] their names; empty without any
-- column: known_places BIGINT how many places have a level in the dimension
-- column: middle DOUBLE where the middle stands, counted in places from the lowest; none for fewer than three places
-- column: lower_median BIGINT the middle level, the lower of two with an even number; none for fewer than three places
-- column: upper_median BIGINT the middle level, the upper of two with an even number; none for fewer than three places
WITH known AS (
    SELECT *
    FROM place_levels
    WHERE year::VARCHAR = $year::VARCHAR
        AND tier = CASE WHEN $tier::VARCHAR = 'both' THEN 'national' ELSE $tier::VARCHAR END
),
middles AS (
    -- With an even number of places two stand in the middle; ordinal levels have no mean of the two.
    SELECT
        dimension_id,
        count(*) / 2 AS middle,
        list_sort(list(level))[(count(*) + 1) // 2] AS lower_median,
        list_sort(list(level))[count(*) // 2 + 1] AS upper_median
    FROM known
    GROUP BY dimension_id
    -- The middle of one or two places says nothing.
    HAVING count(*) >= 3
),
totals AS (
    SELECT dimension_id, count(*) AS known_places FROM known GROUP BY dimension_id
)
SELECT
    rubric.dimension_id,
    named.dimension,
    rubric.level,
    rubric.label AS level_label,
    count(known.place_code) AS places,
    coalesce(list(known.place ORDER BY known.place) FILTER (known.place IS NOT NULL), []) AS names,
    coalesce(any_value(totals.known_places), 0) AS known_places,
    any_value(middles.middle) AS middle,
    any_value(middles.lower_median) AS lower_median,
    any_value(middles.upper_median) AS upper_median
FROM maturity_rubric AS rubric
JOIN rubric_dimensions AS named USING (dimension_id)
LEFT JOIN known USING (dimension_id, level)
LEFT JOIN totals ON totals.dimension_id = rubric.dimension_id
LEFT JOIN middles ON middles.dimension_id = rubric.dimension_id
GROUP BY rubric.dimension_id, named.dimension, rubric.level, rubric.label
ORDER BY rubric.dimension_id, rubric.level
