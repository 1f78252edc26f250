-- question: How far did practices come in regions, and what is not known of it?
-- grain: one row over all steps, practices and actions
-- column: steps BIGINT steps of practices towards regions
-- column: links BIGINT pairs of a practice and a region that it took a step towards
-- column: planned_links BIGINT of these, how many came into an action plan
-- column: selected_links BIGINT of these, how many were selected and came no further
-- column: shortlisted_links BIGINT of these, how many were shortlisted and came no further
-- column: presented_links BIGINT of these, how many were presented and came no further
-- column: steps_to_all BIGINT steps towards all partners at once
-- column: steps_without_practice BIGINT steps whose source names no practice
-- column: actions BIGINT how many actions
-- column: actions_with_practice BIGINT actions with a known practice behind them
-- column: practices BIGINT how many practices
-- column: practices_without_uptake BIGINT practices that no region selected
-- column: only_shown BIGINT of these, how many were presented or shortlisted
-- column: without_step BIGINT of these, how many took no known step
-- column: confirmed_without_uptake BIGINT of these, how many are confirmed as among the 30 exchanged
SELECT
    (SELECT count(*) FROM exchange_steps) AS steps,
    (SELECT count(*) FROM exchange_links) AS links,
    (SELECT count(*) FROM exchange_links WHERE stage_order = 4) AS planned_links,
    (SELECT count(*) FROM exchange_links WHERE stage_order = 3) AS selected_links,
    (SELECT count(*) FROM exchange_links WHERE stage_order = 2) AS shortlisted_links,
    (SELECT count(*) FROM exchange_links WHERE stage_order = 1) AS presented_links,
    (SELECT count(*) FROM exchange_steps WHERE is_to_all) AS steps_to_all,
    (SELECT count(*) FROM exchange_steps WHERE practice_id IS NULL) AS steps_without_practice,
    (SELECT count(*) FROM actions) AS actions,
    (SELECT count(DISTINCT action_id) FROM action_links) AS actions_with_practice,
    (SELECT count(*) FROM practices) AS practices,
    (SELECT count(*) FROM practice_reach WHERE NOT is_taken_up) AS practices_without_uptake,
    (SELECT count(*) FROM practice_reach WHERE NOT is_taken_up AND furthest_order > 0) AS only_shown,
    (SELECT count(*) FROM practice_reach WHERE furthest_order = 0) AS without_step,
    (SELECT count(*) FROM practice_reach WHERE NOT is_taken_up AND provenance = 'confirmed') AS confirmed_without_uptake
