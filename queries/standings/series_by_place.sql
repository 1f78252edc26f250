-- question: How did an indicator develop in each country or region?
-- grain: one row per place and year with a value, and one empty row per place without any; the EU average first, by place and year
-- parameter: indicator VARCHAR: identifier of the indicator
-- parameter: size VARCHAR: size class of the enterprises, total, or gap
-- parameter: kind VARCHAR: country or region
-- column: place_code VARCHAR code of the place or average
-- column: place VARCHAR name of the place
-- column: country_code VARCHAR code of its country; none for an average
-- column: country VARCHAR name of its country; none for an average
-- column: is_ranked BOOLEAN whether it is a place, no average
-- column: year BIGINT year of the value; none without a value
-- column: value DOUBLE the value, in its unit; none where not known
-- column: flag VARCHAR flag of the statistical office; none where the value has none
-- column: is_break BOOLEAN whether a break in series lies before it
-- column: joins_previous BOOLEAN whether the value before it is of the survey before
-- column: is_newest BOOLEAN whether it is the place's newest value
-- column: ends_early BOOLEAN whether the place's series ends before the others'
SELECT
    place_code,
    place,
    country_code,
    country,
    is_ranked,
    year,
    value,
    flag,
    is_break,
    joins_previous,
    is_newest,
    ends_early
FROM placed_lines
WHERE indicator_id = $indicator AND size_class = $size AND kind = $kind
ORDER BY is_ranked, place, place_code, year
