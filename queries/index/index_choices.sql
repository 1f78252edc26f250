-- question: What can be part of an index, in which years is it known, and which way is better?
-- grain: one row per indicator or dimension; dimensions first, then indicators by topic and label
-- parameter: size VARCHAR: size class of the enterprises, read where it is known
-- parameter: year_rule VARCHAR: common (the latest common year) or latest (the latest year of each country)
-- column: item_id VARCHAR identifier of the indicator or code of the dimension
-- column: kind VARCHAR indicator or dimension
-- column: label VARCHAR name of the indicator on screen
-- column: topic VARCHAR theme of the indicator, or cluster policy
-- column: unit VARCHAR unit of the value
-- column: is_lower_better BOOLEAN whether a lower value is better
-- column: size_class VARCHAR size class it is read for
-- column: countries BIGINT partner countries with a value
-- column: from_year BIGINT oldest year of these values
-- column: to_year BIGINT newest year of these values
SELECT
    item_id,
    any_value(kind) AS kind,
    any_value(label) AS label,
    any_value(topic) AS topic,
    any_value(unit) AS unit,
    any_value(is_lower_better) AS is_lower_better,
    any_value(size_class) AS size_class,
    count(country_code) AS countries,
    min(year) AS from_year,
    max(year) AS to_year
FROM (SELECT * FROM index_items WHERE size = $size)
LEFT JOIN (SELECT item_id, size_class, country_code, year FROM index_values WHERE year_rule = $year_rule)
    USING (item_id, size_class)
GROUP BY item_id
ORDER BY any_value(kind), any_value(topic), any_value(label), item_id
