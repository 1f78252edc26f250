-- question: What can be part of an index, and for which size of enterprises is it then read?
-- grain: one row per indicator or dimension and chosen size class; what only describes (direction “context”) is no part
WITH known_sizes AS (
    -- Sizes with a year that most partner countries share: without one, countries cannot be compared.
    SELECT DISTINCT indicator_id, size_class FROM placed_years WHERE kind = 'country' AND has_most
),
parts AS (
    SELECT
        indicator_id AS item_id,
        'indicator' AS kind,
        label,
        unit,
        direction = 'lower_is_better' AS is_lower_better,
        theme AS topic,
        source_organisation,
        -- Codes of groups are ordinal like the levels of the rubric: they count as ranks alone.
        scale = 'ordinal' AS is_ordinal
    FROM described_indicators
    WHERE direction <> 'context' AND indicator_id IN (SELECT indicator_id FROM known_sizes)
    UNION ALL
    SELECT dimension_id, 'dimension', dimension, 'level 0 to 5', false, 'cluster policy', 'INNO INDUSTRY', true
    FROM rubric_dimensions
),
chosen_sizes AS (
    SELECT unnest(['total', 'sme', '10-49', '50-249', '250+']) AS size
)
SELECT
    parts.*,
    chosen_sizes.size,
    -- Where the chosen size is not known, all enterprises; where those are not, small and medium ones together.
    coalesce(own.size_class, usual.size_class, if(kind = 'dimension', 'total', 'sme')) AS size_class
FROM parts
CROSS JOIN chosen_sizes
LEFT JOIN known_sizes AS own ON own.indicator_id = item_id AND own.size_class = chosen_sizes.size
LEFT JOIN known_sizes AS usual ON usual.indicator_id = item_id AND usual.size_class = 'total'
