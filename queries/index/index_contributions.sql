-- question: What does each indicator and dimension add to each country's index, by the chosen weights and method?
-- grain: one row per partner country and part of the index; by rank, then those without enough data, then by part
-- parameter: items VARCHAR[]: the indicators and dimensions of the index
-- parameter: weights DOUBLE[]: their weights, in the same order, of any sum
-- parameter: size VARCHAR: size class of the enterprises, read where it is known
-- parameter: year_rule VARCHAR: common (the latest common year) or latest (the latest year of each country)
-- parameter: normalisation VARCHAR: goalposts, rank or z
-- parameter: aggregation VARCHAR: arithmetic or geometric
WITH items AS (
    SELECT chosen.*, label, unit, source_organisation, is_lower_better, is_ordinal, size_class
    FROM (
        SELECT
            unnest($items::VARCHAR[]) AS item_id,
            unnest($weights::DOUBLE[]) / list_sum($weights::DOUBLE[]) AS weight,
            generate_subscripts($items::VARCHAR[], 1) AS number
    ) AS chosen
    JOIN index_items ON index_items.item_id = chosen.item_id AND size = $size
),
cells AS (
    SELECT
        country_code,
        country,
        items.*,
        year,
        value,
        score,
        coalesce(sum(weight) FILTER (score IS NOT NULL) OVER of_country, 0) AS known_weight
    FROM items
    CROSS JOIN partner_countries
    LEFT JOIN (SELECT * FROM index_scores WHERE year_rule = $year_rule AND normalisation = $normalisation)
        USING (item_id, size_class, country_code)
    WINDOW of_country AS (PARTITION BY country_code)
),
counted AS (
    -- What is missing is left out, and the rest shares its weight; below 65 % of the weight nothing is counted.
    SELECT
        *,
        round(known_weight, 9) >= 0.65 AS is_enough,
        if(is_enough AND score IS NOT NULL, weight / known_weight, NULL) AS counted_weight,
        counted_weight * if($aggregation = 'geometric', ln(score), score) AS part
    FROM cells
),
indices AS (
    SELECT *, sum(part) OVER (PARTITION BY country_code) AS total
    FROM counted
),
shares AS (
    -- The parts of a product have no sum: they share the geometric index as their logarithms do.
    SELECT
        *,
        if($aggregation = 'geometric', exp(total), total) AS index_value,
        if($aggregation = 'geometric', exp(total) * part / nullif(total, 0), part) AS points
    FROM indices
),
placed AS (
    SELECT
        *,
        dense_rank() OVER (ORDER BY round(index_value, 9) DESC NULLS LAST, country) AS row_number
    FROM shares
),
differences AS (
    -- Which part sets the first apart from the last, among those with enough data.
    SELECT
        number,
        max(if(row_number = 1, coalesce(points, 0), NULL)) AS of_first,
        max(if(row_number = last_row, coalesce(points, 0), NULL)) AS of_last
    FROM (SELECT *, max(if(is_enough, row_number, NULL)) OVER () AS last_row FROM placed)
    GROUP BY number
)
SELECT
    country_code,
    country,
    is_enough,
    round(100 * known_weight, 1) AS known_pct,
    number,
    item_id,
    label,
    unit,
    source_organisation,
    is_lower_better,
    is_ordinal,
    size_class,
    year,
    value,
    round(if(is_enough, score, NULL), 1) AS score,
    round(100 * weight, 1) AS weight_pct,
    round(points, 2) AS points,
    round(index_value, 3) AS index_value,
    round(of_first - of_last, 1) AS points_apart
FROM placed
JOIN differences USING (number)
ORDER BY row_number, number
