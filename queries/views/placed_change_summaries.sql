-- question: In how many places did an indicator rise or fall between the first and the last year that can be compared?
-- grain: one row per indicator, size class and kind of place with two years that at least half of the places have
SELECT
    indicator_id,
    size_class,
    kind,
    first_year,
    last_year,
    count(*) FILTER (is_counted) AS places,
    count(*) FILTER (is_ranked AND crosses_break) AS broken,
    count(*) FILTER (is_counted AND change > 0) AS risen,
    count(*) FILTER (is_counted AND change < 0) AS fallen,
    first(place ORDER BY change DESC, place) FILTER (is_counted AND change > 0) AS most_risen_place,
    max(change) FILTER (is_counted AND change > 0) AS most_risen,
    first(place ORDER BY change, place) FILTER (is_counted AND change < 0) AS most_fallen_place,
    min(change) FILTER (is_counted AND change < 0) AS most_fallen,
    max(first_value) FILTER (NOT is_ranked AND NOT crosses_break) AS average_first,
    max(last_value) FILTER (NOT is_ranked AND NOT crosses_break) AS average_last
FROM (SELECT *, is_ranked AND NOT crosses_break AS is_counted FROM placed_changes)
GROUP BY ALL
