-- question: Which ready-made indices can a visitor start from, and what are they made of?
-- grain: one row per preset and part of it that the release knows, in the order of the weights
-- column: preset VARCHAR name of the preset
-- column: title VARCHAR its title
-- column: size VARCHAR size class it is read for
-- column: item_id VARCHAR identifier of an indicator or code of a dimension in it
-- column: kind VARCHAR indicator or dimension
WITH presets AS (
    SELECT unnest([
        {
            preset: 'skills',
            title: 'Skills',
            size: 'total',
            parts: [
                'digital_skills_basic', 'ict_specialists_pct_emp', 'ict_graduates', 'ict_training_enterprises',
                'ict_hard_to_fill', 'tertiary_15_64'
            ]
        },
        {
            preset: 'small_firms',
            title: 'Small firms’ uptake',
            size: '10-49',
            parts: [
                'dii_basic_v3', 'ict_specialists_employed', 'sme_selling_online', 'sme_selling_cross_border',
                'sme_ecommerce_turnover'
            ]
        },
        {
            preset: 'cluster_policy',
            title: 'Cluster policy',
            size: 'total',
            parts: ['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8']
        }
    ], recursive := true)
)
SELECT preset, title, presets.size, item_id, kind
FROM (
    SELECT preset, title, size, unnest(parts) AS item_id, generate_subscripts(parts, 1) AS number FROM presets
) AS presets
JOIN index_items USING (item_id, size)
ORDER BY if(preset = 'skills', 1, if(preset = 'small_firms', 2, 3)), number
