-- question: How far were small enterprises (10-49 persons) behind large ones (250 and more) in a year?
-- grain: one row per partner country (values empty where there are none) and the EU average if it has them; widest gap first
-- parameter: indicator VARCHAR: identifier of an indicator by size class
-- parameter: year INTEGER: the year
-- column: place_code VARCHAR code of the country or average
-- column: place VARCHAR name of the place
-- column: is_ranked BOOLEAN whether it is a country, no average
-- column: year BIGINT the year
-- column: small_value DOUBLE value of small enterprises; none where not known
-- column: large_value DOUBLE value of large enterprises; none where not known
-- column: value DOUBLE the gap in percentage points; none where either is missing
-- column: flag VARCHAR flag of the statistical office on either value; none where the value has none
-- column: is_break BOOLEAN whether either carries a break in series
WITH chosen AS (
    SELECT gap.*, small.value AS small_value, large.value AS large_value
    FROM placed_values AS gap
    JOIN placed_values AS small USING (indicator_id, place_code, year)
    JOIN placed_values AS large USING (indicator_id, place_code, year)
    WHERE gap.indicator_id = $indicator AND gap.year = $year AND gap.kind = 'country'
        AND gap.size_class = 'gap' AND small.size_class = '10-49' AND large.size_class = '250+'
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
    $year::BIGINT AS year,
    small_value,
    large_value,
    value,
    flag,
    coalesce(is_break, false) AS is_break
FROM compared
LEFT JOIN chosen USING (place_code)
ORDER BY value DESC NULLS LAST, compared.place
