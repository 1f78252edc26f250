-- question: By which levels and key indicators can places be told apart?
-- grain: one row per compared place and variable it has a value of its own for; `scaled` runs from 0 to 1
-- Never a country's value in place of a region's. Ends of the scale: levels 0 and 5; the lowest and the highest
-- value of any compared place, whichever places are chosen.
SELECT
    place_code,
    dimension_id AS variable,
    dimension AS name,
    'level' AS kind,
    dimension_id AS variable_order,
    own_level::DOUBLE AS value,
    NULL AS indicator_id,
    own_level / 5.0 AS scaled
FROM compared_levels
WHERE own_level IS NOT NULL
UNION ALL
SELECT
    place_code,
    indicator_id || ':' || size_class,
    series.label,
    'indicator',
    'I' || lpad(series.key_position::VARCHAR, 3, '0'),
    indicator.value,
    indicator_id,
    coalesce((indicator.value - low) / nullif(high - low, 0), 0)
FROM compared_indicators AS indicator
JOIN compared_series AS series USING (indicator_id, size_class)
WHERE series.key_position IS NOT NULL AND indicator.value IS NOT NULL AND indicator.is_own
