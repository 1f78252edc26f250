-- question: What are each place's gaps?
-- grain: one row per compared place and gap; `severity` orders the gaps of one kind, the gravest highest
SELECT
    place_code,
    'level:' || dimension_id AS gap_id,
    'level' AS gap,
    dimension_id, NULL AS theme, NULL AS stage, NULL AS indicator_id, NULL AS service,
    dimension AS name,
    level AS own_level, level_label, year, stands_for, is_own, other_tier, median, upper_median,
    peer_levels, peers_above, peers,
    NULL AS other_countries, NULL AS providers,
    NULL::DOUBLE AS small_value, NULL::DOUBLE AS large_value, NULL::DOUBLE AS gap_points, NULL::DOUBLE AS median_points,
    NULL AS unit,
    shortfall * 10 + peers_above AS severity
FROM level_gaps_of_places
WHERE is_gap
UNION ALL BY NAME
SELECT
    compared.place_code,
    'support:' || missing.theme || ':' || missing.stage AS gap_id,
    'support' AS gap,
    missing.theme,
    missing.stage,
    missing.theme || ', ' || missing.stage AS name,
    compared.country AS stands_for,
    NOT compared.is_region AS is_own,
    missing.other_countries,
    missing.other_countries AS severity
FROM compared_places AS compared
JOIN support_gaps_of_countries AS missing USING (country_code)
UNION ALL BY NAME
SELECT
    compared.place_code,
    'size:' || indicator_id AS gap_id,
    'size' AS gap,
    indicator_id,
    label AS name,
    year,
    compared.country AS stands_for,
    NOT compared.is_region AS is_own,
    small_value,
    large_value,
    gap_points,
    median AS median_points,
    unit,
    gap_points - median AS severity
FROM compared_places AS compared
JOIN size_gaps_of_countries USING (country_code)
WHERE is_gap
UNION ALL BY NAME
SELECT
    missing.place_code,
    'service:' || missing.service AS gap_id,
    'service' AS gap,
    missing.service,
    missing.service AS name,
    compared.place AS stands_for,
    true AS is_own,
    missing.other_countries,
    missing.providers,
    missing.other_countries AS severity
FROM service_gaps_of_places AS missing
JOIN compared_places AS compared USING (place_code)
