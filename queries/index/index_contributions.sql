-- question: What does each indicator and dimension add to each country's index, by the chosen weights and method?
-- grain: one row per partner country and part of the index; by rank, then those without enough data, then by part
-- parameter: items VARCHAR[]: the indicators and dimensions of the index
-- parameter: weights DOUBLE[]: their weights, in the same order, of any sum
-- parameter: size VARCHAR: size class of the enterprises, read where it is known
-- parameter: year_rule VARCHAR: common (the latest common year) or latest (the latest year of each country)
-- parameter: normalisation VARCHAR: goalposts, rank or z
-- parameter: aggregation VARCHAR: arithmetic or geometric
-- column: country_code VARCHAR Eurostat code of the country
-- column: country VARCHAR name of the country
-- column: is_enough BOOLEAN whether enough of the weight is known for an index
-- column: known_pct DOUBLE share of the weight that is known, in per cent
-- column: number BIGINT position of the part in the list
-- column: item_id VARCHAR identifier of the indicator or code of the dimension
-- column: label VARCHAR name of the indicator on screen
-- column: unit VARCHAR unit of the value
-- column: source_organisation VARCHAR who publishes it
-- column: is_lower_better BOOLEAN whether a lower value is better
-- column: is_ordinal BOOLEAN whether its values are ordinal, so that only their ranks count
-- column: size_class VARCHAR size class it is read for
-- column: year BIGINT year of the value; none without a value
-- column: value DOUBLE the value, in its unit; none where not known
-- column: flag VARCHAR flag of the statistical office; none where the value has none
-- column: score DOUBLE the value on the scale from 1 to 100; none without a value
-- column: weight_pct DOUBLE weight of the part in per cent
-- column: points DOUBLE points it adds to the index; none without enough data
-- column: index_value DOUBLE the index of the country; none without enough data
-- column: points_apart DOUBLE points by which it sets the first country apart from the last
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
        flag,
        score,
        coalesce(sum(weight) FILTER (score IS NOT NULL) OVER of_country, 0) AS known_weight
    FROM items
    CROSS JOIN partner_countries
    LEFT JOIN (SELECT * FROM index_scores WHERE year_rule = $year_rule AND normalisation = $normalisation)
        USING (item_id, size_class, country_code)
    WINDOW of_country AS (PARTITION BY country_code)
),
counted AS (
    -- What is missing is left out, and the rest shares its weight; below a share of the weight nothing is counted.
    SELECT
        *,
        round(100 * known_weight, 7) >= enough_pct AS is_enough,
        if(is_enough AND score IS NOT NULL, weight / known_weight, NULL) AS counted_weight,
        counted_weight * if($aggregation = 'geometric', ln(score), score) AS part
    FROM cells, thresholds
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
    half_up(100 * known_weight, 1) AS known_pct,
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
    flag,
    half_up(if(is_enough, score, NULL), 1) AS score,
    half_up(100 * weight, 1) AS weight_pct,
    half_up(points, 2) AS points,
    half_up(index_value, 3) AS index_value,
    half_up(of_first - of_last, 1) AS points_apart
FROM placed
JOIN differences USING (number)
ORDER BY row_number, number
