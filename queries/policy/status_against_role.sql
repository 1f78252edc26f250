-- question: Where do policy status (D1) and the cluster managers' role in S3 (D3) put each place?
-- grain: one row per place, with all places at the same point
-- parameter: tier VARCHAR: national, regional or both
-- column: place_code VARCHAR Eurostat code of the place
-- column: place VARCHAR name of the place
-- column: tier VARCHAR level of government: national or regional
-- column: country_code VARCHAR Eurostat code of the country
-- column: country VARCHAR name of the country
-- column: year BIGINT newest year both are assessed for all partner countries
-- column: status_level BIGINT level of policy status (D1), 0 to 5
-- column: status_label VARCHAR name of this level
-- column: role_level BIGINT level of the cluster managers' role (D3), 0 to 5
-- column: role_label VARCHAR name of this level
-- column: has_status BOOLEAN whether the policy is established
-- column: has_role BOOLEAN whether the role is established
-- column: point_places VARCHAR[] names of all places at the same point
-- column: point_countries VARCHAR[] codes of their countries
-- column: has_country BOOLEAN whether a central government is among them
SELECT
    place_code,
    place,
    tier,
    country_code,
    country,
    year,
    status_level,
    status_label,
    role_level,
    role_label,
    has_status,
    has_role,
    list(place) OVER point AS point_places,
    list(country_code) OVER point AS point_countries,
    bool_or(tier = 'national') OVER point AS has_country
FROM status_and_role
WHERE $tier::VARCHAR = 'both' OR tier = $tier::VARCHAR
WINDOW point AS (
    PARTITION BY status_level, role_level
    ORDER BY tier, place, place_code ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
)
ORDER BY status_level DESC, role_level DESC, tier, place, place_code
