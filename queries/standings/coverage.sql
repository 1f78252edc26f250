-- question: For which places and years is an indicator known, and what do its flags say?
-- grain: one row over the countries or regions, averages not counted; none where there is no value
-- parameter: indicator VARCHAR: identifier of the indicator
-- parameter: size VARCHAR: size class of the enterprises, total, or gap
-- parameter: kind VARCHAR: country or region
-- column: compared_places BIGINT places compared, with a value or without
-- column: known_places BIGINT places with a value of any year
-- column: places_without VARCHAR[] names of the others
-- column: years VARCHAR the years, each with the number of places in brackets
-- column: known_values BIGINT values
-- column: flags VARCHAR[] the flags of the statistical office on them, the most frequent first
-- column: flagged_values BIGINT[] how many values have each of these flags
SELECT
    compared_places,
    known_places,
    places_without,
    years,
    known_values,
    flags,
    flagged_values
FROM placed_coverage
WHERE indicator_id = $indicator AND size_class = $size AND kind = $kind
