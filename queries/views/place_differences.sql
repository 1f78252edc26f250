-- question: How far do two places of different countries stand apart in each variable both have?
-- grain: one row per ordered pair of places and variable; `difference` from 0 to 1, the same in both directions
-- Countries are compared with countries and regions with regions, over all levels and the indicators that at
-- least half of the places of their kind have.
WITH kinds AS (
    SELECT is_region, count(*) AS places FROM compared_places GROUP BY is_region
),
known AS (
    SELECT compared.country_code, compared.is_region, variable.*
    FROM place_variables AS variable
    JOIN compared_places AS compared USING (place_code)
),
usual AS (
    SELECT known.is_region, known.variable
    FROM known
    JOIN kinds USING (is_region)
    GROUP BY known.is_region, known.variable, known.kind, kinds.places
    HAVING known.kind = 'level' OR 2 * count(*) >= kinds.places
)
SELECT
    place.place_code,
    peer.place_code AS peer_code,
    place.variable,
    place.name,
    place.kind,
    place.variable_order,
    place.indicator_id,
    place.value,
    peer.value AS peer_value,
    abs(place.scaled - peer.scaled) AS difference
FROM known AS place
JOIN known AS peer USING (variable, is_region)
JOIN usual USING (variable, is_region)
WHERE peer.country_code != place.country_code
