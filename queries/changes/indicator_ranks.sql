-- question: Which rank has each place on each indicator, in the year that most places share?
-- grain: one row per indicator, size class, kind of place and place with a value in that year
-- column: indicator_id VARCHAR identifier of the indicator
-- column: label VARCHAR name of the indicator on screen
-- column: unit VARCHAR unit of the value
-- column: size_class VARCHAR size of the enterprises by persons employed
-- column: kind VARCHAR kind of place: country or region
-- column: place_code VARCHAR Eurostat code of the place
-- column: place VARCHAR name of the place
-- column: year BIGINT year of the value or level
-- column: value DOUBLE the value, in its unit
-- column: rank BIGINT the rank, 1 being the best
-- column: ranked_places BIGINT how many places are ranked
SELECT
    ruled.indicator_id,
    indicator.label,
    indicator.unit,
    ruled.size_class,
    ruled.kind,
    ruled.place_code,
    place.name_en AS place,
    ruled.year,
    ruled.value,
    ruled.rank,
    ruled.ranked_places
FROM ruled_values AS ruled
JOIN indicators AS indicator USING (indicator_id)
JOIN places AS place USING (place_code)
-- A gap between small and large enterprises changes with either of the two, which are here already.
WHERE ruled.year_rule = 'common' AND ruled.is_ranked AND ruled.size_class != 'gap'
ORDER BY indicator.label, ruled.indicator_id, ruled.size_class, ruled.kind, ruled.rank, place.name_en, ruled.place_code
