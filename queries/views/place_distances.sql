-- question: How far apart do two places of different countries stand over all levels and key indicators?
-- grain: one row per ordered pair of countries or of regions; the distance is empty where too little is known
-- Gower's distance: the mean of the differences in the variables both have, each counting the same. Too little:
-- they share less than half of the levels and of the indicators that at least half of the places of their kind have.
WITH dimensions AS (
    SELECT count(DISTINCT dimension_id) AS levels FROM maturity_rubric
),
kinds AS (
    SELECT is_region, count(*) AS places FROM compared_places GROUP BY is_region
),
usual AS (
    SELECT compared.is_region, variable.variable
    FROM place_variables AS variable
    JOIN compared_places AS compared USING (place_code)
    JOIN kinds USING (is_region)
    WHERE variable.kind = 'indicator'
    GROUP BY compared.is_region, variable.variable, kinds.places
    HAVING 2 * count(*) >= kinds.places
),
possible AS (
    SELECT
        kinds.is_region,
        any_value(dimensions.levels) AS possible_levels,
        count(usual.variable) AS possible_indicators
    FROM kinds
    CROSS JOIN dimensions
    LEFT JOIN usual USING (is_region)
    GROUP BY kinds.is_region
),
shared AS (
    SELECT
        place_code,
        peer_code,
        count(*) FILTER (kind = 'level') AS levels,
        count(*) FILTER (kind = 'indicator') AS indicators,
        -- Summed in one order, so that both directions give the same number to the last digit.
        list_sum(list(difference ORDER BY variable)) / count(*) AS difference
    FROM place_differences
    GROUP BY place_code, peer_code
)
SELECT
    place.place_code,
    peer.place_code AS peer_code,
    coalesce(shared.levels, 0) AS shared_levels,
    coalesce(shared.indicators, 0) AS shared_indicators,
    possible.possible_levels,
    possible.possible_indicators,
    if(
        2 * (shared.levels + shared.indicators) >= possible.possible_levels + possible.possible_indicators,
        half_up(shared.difference, 3),
        NULL
    ) AS distance
FROM compared_places AS place
JOIN compared_places AS peer ON peer.is_region = place.is_region AND peer.country_code != place.country_code
JOIN possible ON possible.is_region = place.is_region
LEFT JOIN shared ON shared.place_code = place.place_code AND shared.peer_code = peer.place_code
