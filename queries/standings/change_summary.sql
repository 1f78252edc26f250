-- question: In how many places did an indicator rise or fall between the first and the last year that can be compared?
-- grain: one row over the countries or regions; none where there is no value
-- parameter: indicator VARCHAR: identifier of the indicator
-- parameter: size VARCHAR: size class of the enterprises, or total
-- parameter: kind VARCHAR: country or region
SELECT
    first_year,
    last_year,
    places,
    risen,
    fallen,
    most_risen_place,
    most_risen,
    most_fallen_place,
    most_fallen,
    average_first,
    average_last
FROM placed_changes
WHERE indicator_id = $indicator AND size_class = $size AND kind = $kind
