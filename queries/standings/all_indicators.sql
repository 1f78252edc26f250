-- question: Which indicators are there, for which places and which sizes of enterprises?
-- grain: one row per indicator with a value for a country or a region; by theme and label
-- column: indicator_id VARCHAR identifier of the indicator
-- column: label VARCHAR name of the indicator on screen
-- column: theme VARCHAR its theme
-- column: unit VARCHAR unit of the value
-- column: direction VARCHAR whether higher or lower is better, or neither (context)
-- column: size_classes VARCHAR[] size classes with values, the main one first
-- column: has_countries BOOLEAN whether a country has a value
-- column: has_regions BOOLEAN whether a region has a value
WITH sized AS (
    SELECT DISTINCT
        indicator_id,
        size_class,
        list_position(['total', 'sme', '10-49', '50-249', '250+', 'gap'], size_class) AS size_order
    FROM placed_values
    WHERE is_ranked
),
sizes AS (
    SELECT indicator_id, list(size_class ORDER BY size_order) AS size_classes FROM sized GROUP BY indicator_id
),
kinds AS (
    SELECT indicator_id, bool_or(kind = 'country') AS has_countries, bool_or(kind = 'region') AS has_regions
    FROM placed_values
    WHERE is_ranked
    GROUP BY indicator_id
)
SELECT
    indicator.indicator_id,
    indicator.label,
    indicator.theme,
    indicator.unit,
    indicator.direction,
    sizes.size_classes,
    kinds.has_countries,
    kinds.has_regions
FROM indicators AS indicator
JOIN sizes USING (indicator_id)
JOIN kinds USING (indicator_id)
ORDER BY indicator.theme, indicator.label, indicator.indicator_id
