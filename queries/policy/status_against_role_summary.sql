-- question: In how many places do an established policy and an established role of cluster managers go together?
-- grain: one row over the chosen tier
-- parameter: tier VARCHAR: national, regional or both
-- column: year BIGINT newest year both are assessed for all partner countries; none without a place
-- column: places BIGINT how many places
-- column: both_places BIGINT places with both established
-- column: status_only BIGINT places with an established policy alone
-- column: role_only BIGINT places with an established role alone
-- column: neither BIGINT places with neither
SELECT
    any_value(year) AS year,
    count(*) AS places,
    count(*) FILTER (has_status AND has_role) AS both_places,
    count(*) FILTER (has_status AND NOT has_role) AS status_only,
    count(*) FILTER (has_role AND NOT has_status) AS role_only,
    count(*) FILTER (NOT has_status AND NOT has_role) AS neither
FROM status_and_role
WHERE $tier::VARCHAR = 'both' OR tier = $tier::VARCHAR
