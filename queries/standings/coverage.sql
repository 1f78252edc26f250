-- question: For which places and years is an indicator known, and what do its flags say?
-- grain: one row over the countries or regions; none where there is no value
-- parameter: indicator VARCHAR: identifier of the indicator
-- parameter: size VARCHAR: size class of the enterprises, or total
-- parameter: kind VARCHAR: country or region
SELECT
    compared_places,
    known_places,
    places_without,
    years,
    known_values,
    breaks,
    unreliable,
    breaks_and_unreliable,
    differently_defined
FROM placed_coverage
WHERE indicator_id = $indicator AND size_class = $size AND kind = $kind
