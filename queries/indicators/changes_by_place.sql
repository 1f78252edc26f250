-- question: In which countries did an indicator move most between the first and the last year that can be compared?
-- grain: one row per partner country (values empty where a year is missing) and the EU average if it has both; greatest rise first
-- parameter: indicator VARCHAR: identifier of the indicator
-- parameter: size VARCHAR: size class of the enterprises, total, or gap
-- column: place_code VARCHAR code of the country or average
-- column: place VARCHAR name of the place
-- column: is_ranked BOOLEAN whether it is a country, no average
-- column: first_year BIGINT first year that at least half of the countries have
-- column: last_year BIGINT last such year
-- column: first_value DOUBLE value of the first year; none where not known
-- column: last_value DOUBLE value of the last year; none where not known
-- column: change DOUBLE how far the value moved, in the indicator's decimals; none where a value is missing
-- column: crosses_break BOOLEAN whether a break in series lies between
WITH chosen AS (
    FROM placed_changes WHERE indicator_id = $indicator AND size_class = $size AND kind = 'country'
),
compared AS (
    SELECT place_code, place, true AS is_ranked FROM placed_places WHERE kind = 'country'
    UNION
    SELECT place_code, place, is_ranked FROM chosen
)
SELECT
    place_code,
    compared.place,
    compared.is_ranked,
    (SELECT max(first_year) FROM chosen) AS first_year,
    (SELECT max(last_year) FROM chosen) AS last_year,
    first_value,
    last_value,
    change,
    coalesce(crosses_break, false) AS crosses_break
FROM compared
LEFT JOIN chosen USING (place_code)
WHERE EXISTS (FROM chosen WHERE is_ranked)
ORDER BY last_value - first_value DESC NULLS LAST, compared.place
