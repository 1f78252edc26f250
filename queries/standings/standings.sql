-- question: Where does each place stand on an indicator?
-- grain: one row per place compared (value empty where there is none) and the EU average if it has one; best or highest first
-- parameter: indicator VARCHAR: identifier of the indicator
-- parameter: size VARCHAR: size class of the enterprises, or total
-- parameter: kind VARCHAR: country or region
-- parameter: year VARCHAR: common, latest, or a year in which a place has a value
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
