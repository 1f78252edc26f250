-- question: Where does each place stand on an indicator?
-- grain: one row per place compared (value empty where there is none) and the EU average if it has one; best or highest first
-- parameter: indicator VARCHAR: identifier of the indicator
-- parameter: size VARCHAR: size class of the enterprises, total, or gap
-- parameter: kind VARCHAR: country or region
-- parameter: year VARCHAR: common, latest, or a year in which a place has a value
-- column: place_code VARCHAR code of the place or average
-- column: place VARCHAR name of the place
-- column: country_code VARCHAR code of its country; none for an average
-- column: country VARCHAR name of its country; none for an average
-- column: is_ranked BOOLEAN whether it is a place, no average
-- column: year BIGINT year of the value; none without a value
-- column: value DOUBLE the value, in its unit; none where not known
-- column: flag VARCHAR flag of the statistical office; none where the value has none
-- column: rank BIGINT rank among the places, the best (the highest where neither is better) first; none without a value
-- column: ranked_places BIGINT places with a rank; none without a rank
-- column: better_than_average BIGINT places that stand before the average; none without a value of it
-- column: newest_year BIGINT newest year the place has a value for; none without one
SELECT
    place_code,
    place,
    country_code,
    country,
    is_ranked,
    year,
    value,
    flag,
    rank,
    ranked_places,
    better_than_average,
    newest_year
FROM ruled_standings
WHERE indicator_id = $indicator AND size_class = $size AND kind = $kind AND year_rule = $year
ORDER BY sorting NULLS LAST, is_ranked, place
