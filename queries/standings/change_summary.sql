-- question: In how many places did an indicator rise or fall between the first and the last year that can be compared?
-- grain: one row over the countries or regions; none where there are no two years to compare
-- parameter: indicator VARCHAR: identifier of the indicator
-- parameter: size VARCHAR: size class of the enterprises, total, or gap
-- parameter: kind VARCHAR: country or region
-- column: first_year BIGINT first year that at least half of the places have
-- column: last_year BIGINT last such year
-- column: places BIGINT places that are comparable: with a value in both years and no break in series between
-- column: broken BIGINT places with a value in both years and a break in series between
-- column: risen BIGINT comparable places whose value rose by at least the indicator's precision
-- column: fallen BIGINT comparable places whose value fell by as much
-- column: most_risen_place VARCHAR where it rose most; none where none rose
-- column: most_risen DOUBLE by how much; none where none rose
-- column: most_fallen_place VARCHAR where it fell most; none where none fell
-- column: most_fallen DOUBLE by how much; none where none fell
-- column: average_first DOUBLE EU average of the first year if it is comparable; else none
-- column: average_last DOUBLE EU average of the last year if it is comparable; else none
SELECT
    first_year,
    last_year,
    places,
    broken,
    risen,
    fallen,
    most_risen_place,
    most_risen,
    most_fallen_place,
    most_fallen,
    average_first,
    average_last
FROM placed_change_summaries
WHERE indicator_id = $indicator AND size_class = $size AND kind = $kind
