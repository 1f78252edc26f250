-- question: Where does a place stand in policy status (D1) and in the cluster managers' role (D3)?
-- grain: one row per place assessed in both, in the newest year both are complete for all partner countries
WITH compared AS (
    SELECT max(year) AS year
    FROM complete_years AS status
    JOIN complete_years AS role USING (year)
    WHERE status.dimension_id = 'D1' AND role.dimension_id = 'D3'
)
SELECT
    status.place_code,
    status.place,
    status.tier,
    status.country_code,
    status.country,
    status.year,
    status.level AS status_level,
    status.level_label AS status_label,
    role.level AS role_level,
    role.level_label AS role_label,
    -- From level 3 on, something works under published rules.
    status.level >= 3 AS has_status,
    role.level >= 3 AS has_role
FROM place_levels AS status
JOIN compared USING (year)
JOIN place_levels AS role USING (place_code, tier, year)
WHERE status.dimension_id = 'D1' AND role.dimension_id = 'D3'
