-- question: Which values has each place in a theme's indicators, beside the EU average and the rank of ten?
-- grain: one row per indicator and compared place
-- parameter: indicator_theme VARCHAR: theme of the indicators; empty for the key ones
-- column: label VARCHAR name of the series
-- column: unit VARCHAR unit of the value
-- column: direction VARCHAR whether higher or lower is better, or neither (context)
-- column: theme VARCHAR theme of the indicator
-- column: indicator_id VARCHAR identifier of the indicator
-- column: size_class VARCHAR size class of the series
-- column: place_code VARCHAR Eurostat code of the place
-- column: place VARCHAR name of the place
-- column: country_code VARCHAR Eurostat code of the country
-- column: country VARCHAR name of the country
-- column: value DOUBLE the value, in its unit; none where not known
-- column: year BIGINT year of the value; none without a value
-- column: flag VARCHAR flag of the statistical office; none where the value has none
-- column: source_code VARCHAR code of the place whose value it is; none without a value
-- column: stands_for VARCHAR name of that place; none without a value
-- column: is_own BOOLEAN whether it is the place’s own, no country’s for a region
-- column: rank BIGINT rank among the ten countries; none without a value
-- column: ranked BIGINT countries ranked; none without a value
-- column: is_top_three BOOLEAN whether the rank is among the first three
-- column: eu VARCHAR name of the average; none without a value of it
-- column: eu_value DOUBLE EU average of the common year; none where not known
-- column: common_year BIGINT year common to most countries; none without one
-- column: position_pct DOUBLE where the value lies from the lowest to the highest, in per cent; none without a value
-- column: eu_position_pct DOUBLE where the EU average lies; none where not known
-- column: last_value DOUBLE last known value where there is none of the common year
-- column: last_year BIGINT its year; none without one
SELECT
    series.label,
    series.unit,
    series.direction,
    series.theme,
    indicator.indicator_id,
    indicator.size_class,
    indicator.place_code,
    compared.place,
    compared.country_code,
    compared.country,
    indicator.value,
    indicator.year,
    indicator.flag,
    indicator.source_code,
    indicator.stands_for,
    indicator.is_own,
    indicator.rank,
    indicator.ranked,
    -- What is neither better high nor low has no first three.
    coalesce(indicator.rank <= 3 AND series.direction != 'context', false) AS is_top_three,
    indicator.eu,
    indicator.eu_value,
    series.common_year,
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
