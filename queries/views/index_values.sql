-- question: Which value of each country enters an index, under each rule of years?
-- grain: one row per indicator or dimension, size class, rule of years and partner country with a value
WITH used AS (
    SELECT DISTINCT item_id, size_class, is_lower_better, is_ordinal FROM index_items
),
known AS (
    SELECT indicator_id AS item_id, size_class, year_rule, place_code AS country_code, year, value, flag
    FROM ruled_values
    WHERE kind = 'country' AND is_ranked
    UNION ALL
    SELECT dimension_id, 'total', year::VARCHAR, country_code, year, level, NULL
    FROM national_levels
    UNION ALL
    SELECT dimension_id, 'total', 'common', country_code, year, level, NULL
    FROM national_levels
    JOIN (SELECT dimension_id, max(year) AS year FROM complete_years GROUP BY dimension_id) USING (dimension_id, year)
    UNION ALL
    SELECT dimension_id, 'total', 'latest', country_code, max(year), arg_max(level, year), NULL
    FROM national_levels
    GROUP BY ALL
)
SELECT
    known.*,
    is_lower_better,
    is_ordinal,
    -- Of all years, so that the goalposts stay where they are when another year is chosen.
    min(value) OVER of_item AS lowest,
    max(value) OVER of_item AS highest
FROM known
JOIN used USING (item_id, size_class)
WINDOW of_item AS (PARTITION BY item_id, size_class)
QUALIFY year_rule IN ('common', 'latest')
