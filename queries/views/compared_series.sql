-- question: Which series of indicators are shown side by side, and which of them are the key ones?
-- grain: one row per indicator and size class shown; `key_position` orders the key ones, the others have none
WITH key_series AS (
    SELECT *
    FROM (VALUES
        ('digital_skills_basic', 'total', 1),
        ('ict_specialists_pct_emp', 'total', 2),
        ('ict_hard_to_fill', 'total', 3),
        ('ict_training_enterprises', 'total', 4),
        ('tertiary_15_64', 'total', 5),
        ('tertiary_25_64', 'total', 6),
        ('hrst_pct_pop', 'total', 7),
        ('dii_basic_v3', '10-49', 8),
        ('ai_use', 'total', 9),
        ('data_analytics_use', 'total', 10),
        ('daily_internet_users', 'total', 11),
        ('desi_overall', 'total', 12),
        ('rd_gerd_pct_gdp', 'total', 13),
        ('rd_gerd_pct_gdp_region', 'total', 14),
        ('hmht_manufacturing_employment', 'total', 15),
        ('high_tech_employment', 'total', 16),
        ('high_tech_exports', 'total', 17),
        ('gdp_per_hour_worked', 'total', 18),
        ('disposable_income_pps', 'total', 19),
        ('unemployment_rate', 'total', 20)
    ) AS listed (indicator_id, size_class, key_position)
),
shown AS (
    SELECT DISTINCT indicator_id, size_class FROM observations WHERE size_class = 'total'
    UNION
    SELECT indicator_id, size_class FROM key_series
)
SELECT
    indicator.indicator_id,
    shown.size_class,
    indicator.label || if(shown.size_class = '10-49', ', small enterprises (10 to 49 persons)', '') AS label,
    indicator.unit,
    indicator.direction,
    indicator.theme,
    key_series.key_position,
    common.year AS common_year
FROM shown
JOIN indicators AS indicator USING (indicator_id)
LEFT JOIN key_series USING (indicator_id, size_class)
LEFT JOIN (FROM placed_years WHERE kind = 'country' AND is_common) AS common USING (indicator_id, size_class)
