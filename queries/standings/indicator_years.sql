-- question: In which years is an indicator known, and for how many places?
-- grain: one row per kind of place and year with a value; countries first, newest year first
-- parameter: indicator VARCHAR: identifier of the indicator
-- parameter: size VARCHAR: size class of the enterprises, or total
-- column: kind VARCHAR country or region
-- column: year BIGINT the year
-- column: places BIGINT places with a value
-- column: is_common BOOLEAN whether it is the year common to most
SELECT kind, year, places, is_common
FROM placed_years
WHERE indicator_id = $indicator AND size_class = $size
ORDER BY kind, year DESC
