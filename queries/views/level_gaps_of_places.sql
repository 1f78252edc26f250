-- question: In which dimensions of cluster policy does each place stand below the median or below its peers?
-- grain: one row per compared place and dimension with a level; `is_gap` says whether it is one
-- A level below `median` is a gap: of an even number of countries two stand in the middle, `median` is the level of the
-- lower of them, `upper_median` that of the other. Below its peers: at least two of the three places most like it stand
-- higher. A region without a level of its own goes by its country's.
WITH medians AS (
    SELECT
        dimension_id,
        list_sort(list(own_level))[(count(*) + 1) // 2] AS median,
        list_sort(list(own_level))[count(*) // 2 + 1] AS upper_median
    FROM compared_levels
    JOIN compared_places AS compared USING (place_code)
    WHERE NOT compared.is_region AND own_level IS NOT NULL
    GROUP BY dimension_id
),
told AS (
    SELECT
        near.place_code,
        level.dimension_id,
        string_agg(near.peer || ' ' || level.level, ', ' ORDER BY near.distance, near.peer) AS peer_levels,
        list(level.level) AS levels
    FROM place_peers AS near
    JOIN compared_levels AS level ON level.place_code = near.peer_code
    WHERE level.own_level IS NOT NULL
    GROUP BY near.place_code, level.dimension_id
),
compared AS (
    SELECT
        level.place_code, level.dimension_id, level.dimension, level.level, level.level_label, level.year,
        level.stands_for, level.is_own, replace(level.other_tier, '; ', ', ') AS other_tier, medians.median,
        medians.upper_median, told.peer_levels,
        len(list_filter(coalesce(told.levels, []), lambda each: each > level.level)) AS peers_above,
        len(coalesce(told.levels, [])) AS peers
    FROM compared_levels AS level
    JOIN medians USING (dimension_id)
    LEFT JOIN told USING (place_code, dimension_id)
    WHERE level.level IS NOT NULL
)
SELECT *, level < median OR peers_above >= 2 AS is_gap, greatest(median - level, 0) AS shortfall
FROM compared
