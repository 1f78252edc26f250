-- question: Which values has each place in a theme's indicators, beside the EU average and the rank of ten?
-- grain: one row per indicator and compared place
-- parameter: indicator_theme VARCHAR: theme of the indicators; empty for the key ones
SELECT
    series.label,
    series.unit,
    series.direction,
    series.theme,
    indicator.indicator_id,
    indicator.size_class,
    indicator.place_code,
    compared.place,
    compared.country,
    indicator.value,
    indicator.year,
    coalesce(indicator.is_break, false) AS is_break,
    indicator.stands_for,
    indicator.is_own,
    indicator.rank,
    indicator.ranked,
    -- What is neither better high nor low has no first three.
    coalesce(indicator.rank <= 3 AND series.direction != 'context', false) AS is_top_three,
    indicator.eu,
    indicator.eu_value,
    series.common_year,
    indicator.low,
    indicator.high,
    indicator.position_pct,
    indicator.eu_position_pct,
    indicator.last_value,
    indicator.last_year
FROM compared_indicators AS indicator
JOIN compared_series AS series USING (indicator_id, size_class)
JOIN compared_places AS compared USING (place_code)
WHERE if($indicator_theme::VARCHAR = '', series.key_position IS NOT NULL, series.theme = $indicator_theme::VARCHAR)
ORDER BY
    if($indicator_theme::VARCHAR = '', series.key_position, 0),
    series.label,
    indicator.indicator_id,
    indicator.size_class,
    compared.position
