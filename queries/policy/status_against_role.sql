-- question: Where do policy status (D1) and the cluster managers' role in S3 (D3) put each place?
-- grain: one row per place, with all places at the same point
-- parameter: tier VARCHAR: national, regional or both
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
