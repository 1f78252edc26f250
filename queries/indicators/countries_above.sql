-- question: In how many countries is an indicator above a threshold, in the year common to most?
-- grain: one row over the partner countries with values
-- parameter: indicator VARCHAR: identifier of the indicator
-- parameter: size VARCHAR: size class of the enterprises, total, or gap
-- parameter: threshold DOUBLE: what a value must exceed, in the unit of the indicator
-- column: year BIGINT the year common to most; none without one
-- column: average DOUBLE average of the European Union; none where not known
-- column: countries BIGINT partner countries with a value
-- column: countries_above BIGINT those of them above the threshold
-- column: above_pct DOUBLE their share in per cent; none without a value
-- column: highest_country VARCHAR the country with the highest value; none without a value
-- column: highest DOUBLE its value; none without a value
SELECT
    max(year) AS year,
    max(value) FILTER (NOT is_ranked) AS average,
    count(*) FILTER (is_ranked) AS countries,
    count(*) FILTER (is_ranked AND value > $threshold::DOUBLE) AS countries_above,
    half_up(100 * countries_above / countries, 0) AS above_pct,
    first(place ORDER BY value DESC, place) FILTER (is_ranked) AS highest_country,
    max(value) FILTER (is_ranked) AS highest
FROM ruled_values
WHERE indicator_id = $indicator AND size_class = $size AND kind = 'country' AND year_rule = 'common'
