-- question: How far did practices come in one region, and how many of its actions have a known practice behind them?
-- grain: one row for the region, with zeros where nothing is known; what was shown to all partners is not counted
-- parameter: place VARCHAR: code of the region's place
-- column: steps INTEGER steps of practices towards it
-- column: links BIGINT pairs of a practice and a region that it took a step towards
-- column: planned_links BIGINT of these, how many came into an action plan
-- column: selected_links BIGINT of these, how many were selected and came no further
-- column: shortlisted_links BIGINT of these, how many were shortlisted and came no further
-- column: presented_links BIGINT of these, how many were presented and came no further
-- column: actions BIGINT how many actions
-- column: actions_with_practice BIGINT actions with a known practice behind them
WITH links AS (
    SELECT stage_order, steps FROM exchange_links WHERE place_code = $place::VARCHAR
)
SELECT
    coalesce((SELECT sum(steps) FROM links), 0)::INTEGER AS steps,
    (SELECT count(*) FROM links) AS links,
    (SELECT count(*) FROM links WHERE stage_order = 4) AS planned_links,
    (SELECT count(*) FROM links WHERE stage_order = 3) AS selected_links,
    (SELECT count(*) FROM links WHERE stage_order = 2) AS shortlisted_links,
    (SELECT count(*) FROM links WHERE stage_order = 1) AS presented_links,
    (SELECT count(*) FROM actions WHERE place_code = $place::VARCHAR) AS actions,
    (SELECT count(DISTINCT action_id) FROM action_links WHERE place_code = $place::VARCHAR) AS actions_with_practice
