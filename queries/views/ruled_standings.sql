-- question: Where does each place stand under each rule that chooses the year, those without a value included?
-- grain: one row per indicator, size class, kind of place, rule and place compared, and one for the EU average if it has a value
WITH rules AS (
    SELECT DISTINCT indicator_id, size_class, kind, year_rule FROM ruled_values WHERE is_ranked
),
newest AS (
    SELECT indicator_id, size_class, kind, place_code, newest_year FROM ruled_values WHERE year_rule = 'latest'
),
compared AS (
    SELECT rules.*, place.place_code, place.place, place.country_code, place.country, true AS is_ranked
    FROM rules
    JOIN placed_places AS place USING (kind)
    UNION ALL
    SELECT indicator_id, size_class, kind, year_rule, place_code, place, NULL, NULL, false
    FROM ruled_values
    WHERE NOT is_ranked
)
SELECT
    compared.*,
    standing.year,
    standing.value,
    standing.flag,
    standing.sorting,
    standing.rank,
    standing.ranked_places,
    standing.better_than_average,
    newest.newest_year
FROM compared
LEFT JOIN ruled_values AS standing USING (indicator_id, size_class, kind, year_rule, place_code)
LEFT JOIN newest USING (indicator_id, size_class, kind, place_code)
