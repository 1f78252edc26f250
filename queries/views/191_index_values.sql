-- question: Which value of each country enters an index, under each rule of years?
-- grain: one row per indicator or dimension, size class, rule of years and partner country with a value
WITH used AS (
    SELECT DISTINCT item_id, size_class, is_lower_better, is_ordinal FROM index_items
),
series AS (
    SELECT indicator_id AS item_id, size_class, place_code AS country_code, year, value
    FROM observations
    UNION ALL
    SELECT dimension_id, 'total', country_code, year, level
    FROM national_levels
),
known AS (
    SELECT item_id, size_class, country_code, year, value, is_lower_better, is_ordinal
    FROM series
    JOIN used USING (item_id, size_class)
    JOIN partner_countries USING (country_code)
),
goalposts AS (
    -- Of all years, so that they stay where they are when another year is chosen.
    SELECT item_id, size_class, min(value) AS lowest, max(value) AS highest
    FROM known
    GROUP BY item_id, size_class
),
common_years AS (
    SELECT indicator_id AS item_id, size_class, year FROM newest_years
    UNION ALL
    SELECT dimension_id, 'total', max(year) FROM complete_years GROUP BY dimension_id
),
ruled AS (
    SELECT known.*, 'common' AS year_rule FROM known JOIN common_years USING (item_id, size_class, year)
    UNION ALL
    SELECT *, 'latest'
    FROM known
    QUALIFY row_number() OVER (PARTITION BY item_id, size_class, country_code ORDER BY year DESC) = 1
)
SELECT ruled.*, lowest, highest
FROM ruled
JOIN goalposts USING (item_id, size_class)
