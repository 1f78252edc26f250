-- question: In which levels and key indicators do the chosen places differ most?
-- grain: one row per level or key indicator that at least two of them have of their own, the widest first in each kind
-- parameter: places VARCHAR[]: codes of the places, in order
-- column: kind VARCHAR level or indicator
-- column: name VARCHAR name of the dimension or series
-- column: indicator_id VARCHAR identifier of the indicator; none for levels
-- column: spread DOUBLE difference on a scale from 0 to 1
-- column: is_widest BOOLEAN whether none of its kind is wider
-- column: place_names VARCHAR[] names of the places, in order
-- column: place_values DOUBLE[] their values
-- column: lowest DOUBLE lowest value
-- column: highest DOUBLE highest value
-- column: lowest_place VARCHAR name of the place with the lowest
-- column: highest_place VARCHAR name of the place with the highest
WITH chosen AS (
    SELECT variable.*, compared.place, list_position($places::VARCHAR[], place_code) AS place_order
    FROM place_variables AS variable
    JOIN compared_places AS compared USING (place_code)
    WHERE list_contains($places::VARCHAR[], place_code)
),
told AS (
    SELECT
        kind,
        variable_order,
        name,
        indicator_id,
        round(max(scaled) - min(scaled), 6) AS spread,
        list(place ORDER BY place_order) AS place_names,
        list(value ORDER BY place_order) AS place_values,
        min(value) AS lowest,
        max(value) AS highest,
        first(place ORDER BY value, place_order) AS lowest_place,
        first(place ORDER BY value DESC, place_order) AS highest_place
    FROM chosen
    GROUP BY kind, variable, variable_order, name, indicator_id
    HAVING count(*) >= 2
)
SELECT
    kind,
    name,
    indicator_id,
    spread,
    spread > 0 AND spread = max(spread) OVER (PARTITION BY kind) AS is_widest,
    place_names,
    place_values,
    lowest,
    highest,
    lowest_place,
    highest_place
FROM told
ORDER BY kind DESC, spread DESC, variable_order
