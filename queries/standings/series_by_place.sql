-- question: How did an indicator develop in each country or region?
-- grain: one row per place and year with a value, and one empty row per place without any; the EU average first, by place and year
-- parameter: indicator VARCHAR: identifier of the indicator
-- parameter: size VARCHAR: size class of the enterprises, or total
-- parameter: kind VARCHAR: country or region
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
