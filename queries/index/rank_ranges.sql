-- question: Between which ranks does each country lie, whatever may reasonably be chosen?
-- grain: one row per partner country; those with enough data by median rank, then those without, by name
-- Two countries cannot be told apart where each is ahead in 5 % of the draws or more.
-- parameter: items VARCHAR[]: the indicators and dimensions of the index
-- parameter: weights DOUBLE[]: their weights, in the same order, of any sum
-- parameter: size VARCHAR: size class of the enterprises, read where it is known
-- parameter: year_rule VARCHAR: common (the latest common year) or latest (the latest year of each country)
-- parameter: aggregation VARCHAR: arithmetic or geometric
-- parameter: drawn_weights DOUBLE[]: for each draw the weights of all items, which add to 1, draw after draw
-- parameter: drawn_normalisations VARCHAR[]: for each draw goalposts, rank or z
-- parameter: drawn_fillings BOOLEAN[]: for each draw whether missing values are filled, or left out
-- parameter: drawn_positions DOUBLE[]: for each draw and country (by code) where in the range of the others, 0 to 1
-- column: country_code VARCHAR Eurostat code of the country
-- column: country VARCHAR name of the country
-- column: known_pct DOUBLE share of the weight whose items are known, in per cent
-- column: is_enough BOOLEAN whether that is enough for a rank
-- column: from_place BIGINT rank that 5 % of the draws are better than or at; none without enough data
-- column: median_place BIGINT median rank of the draws; none without enough data
-- column: to_place BIGINT rank that 95 % of the draws are better than or at; none without enough data
-- column: first_pct DOUBLE share of the draws in which it is first, in per cent; none without enough data
-- column: top_three_pct DOUBLE share of the draws in which it is among three, in per cent; none without enough data
-- column: ahead_of VARCHAR[] codes of the other countries with enough data
-- column: ahead_pcts DOUBLE[] share of the draws in which it is ahead of each of these, in per cent
-- column: unclear_with VARCHAR[] names of the countries it cannot be told apart from
WITH items AS (
    SELECT chosen.*, size_class
    FROM (
        SELECT
            unnest($items::VARCHAR[]) AS item_id,
            unnest($weights::DOUBLE[]) / list_sum($weights::DOUBLE[]) AS weight,
            generate_subscripts($items::VARCHAR[], 1) AS number
    ) AS chosen
    LEFT JOIN index_items ON index_items.item_id = chosen.item_id AND size = $size
),
countries AS (
    SELECT *, row_number() OVER (ORDER BY country_code) AS country_number, count(*) OVER () AS all_countries
    FROM partner_countries
),
cells AS (
    SELECT
        countries.*,
        number,
        weight,
        normalisation,
        score,
        min(score) OVER of_others AS lowest,
        max(score) OVER of_others AS highest
    FROM items
    CROSS JOIN countries
    CROSS JOIN (SELECT unnest(['goalposts', 'rank', 'z']) AS normalisation)
    LEFT JOIN (SELECT * FROM index_scores WHERE year_rule = $year_rule)
        USING (item_id, size_class, normalisation, country_code)
    WINDOW of_others AS (PARTITION BY number, normalisation)
),
coverage AS (
    SELECT country_code, country, coalesce(sum(weight) FILTER (score IS NOT NULL), 0) AS known_weight
    FROM cells
    WHERE normalisation = 'goalposts'
    GROUP BY country_code, country
),
-- From here on only countries with enough of the weight known: the others get no score at all.
counted AS (
    -- A geometric mean is the arithmetic mean of logarithms, and logarithms keep the order: ranks need no way back.
    SELECT cells.*, if($aggregation = 'geometric', ln(score), score) AS points
    FROM cells
    JOIN coverage USING (country_code)
    JOIN thresholds ON round(100 * known_weight, 7) >= enough_pct
),
score_lists AS (
    SELECT
        country_code,
        normalisation,
        list(coalesce(points, 0) ORDER BY number) AS points,
        list(if(points IS NULL, 0.0, 1.0) ORDER BY number) AS known
    FROM counted
    GROUP BY country_code, normalisation
),
-- The drawn lists are taken apart once: to reach into a long list for every row would copy it every time.
drawn_weights AS (
    SELECT draw, list(weight ORDER BY number) AS weights
    FROM (
        SELECT weight, number, (number - 1) // len($items) + 1 AS draw
        FROM (
            SELECT
                unnest($drawn_weights::DOUBLE[]) AS weight,
                generate_subscripts($drawn_weights::DOUBLE[], 1) AS number
        )
    )
    GROUP BY draw
),
draws AS (
    SELECT
        unnest($drawn_normalisations::VARCHAR[]) AS normalisation,
        unnest($drawn_fillings::BOOLEAN[]) AS is_filled,
        generate_subscripts($drawn_normalisations::VARCHAR[], 1) AS draw
),
known_parts AS (
    SELECT
        draw,
        country_code,
        weights,
        normalisation,
        is_filled,
        list_dot_product(weights, points) AS points,
        list_dot_product(weights, known) AS known_weight
    FROM draws
    JOIN drawn_weights USING (draw)
    JOIN score_lists USING (normalisation)
),
positions AS (
    SELECT
        unnest($drawn_positions::DOUBLE[]) AS position,
        generate_subscripts($drawn_positions::DOUBLE[], 1) AS number
),
filled_parts AS (
    SELECT
        draw,
        country_code,
        sum(
            weights[gaps.number] * if(
                $aggregation = 'geometric',
                ln(lowest + (highest - lowest) * position),
                lowest + (highest - lowest) * position
            )
        ) AS points,
        sum(weights[gaps.number]) AS weight
    FROM known_parts
    -- What nobody is known for cannot be filled either.
    JOIN (SELECT * FROM counted WHERE points IS NULL AND lowest IS NOT NULL) AS gaps
        USING (country_code, normalisation)
    JOIN positions ON positions.number = (draw - 1) * gaps.all_countries + gaps.country_number
    WHERE is_filled
    GROUP BY draw, country_code
),
indices AS (
    -- Rounded, because sums of the same numbers in another order differ in the last digit: equal countries stay equal.
    SELECT
        draw,
        country_code,
        round(
            (known_parts.points + coalesce(filled_parts.points, 0))
            / (known_weight + coalesce(filled_parts.weight, 0)),
            9
        ) AS value
    FROM known_parts
    LEFT JOIN filled_parts USING (draw, country_code)
),
ranks AS (
    SELECT draw, country_code, rank() OVER (PARTITION BY draw ORDER BY value DESC) AS place
    FROM indices
),
ranges AS (
    SELECT
        country_code,
        quantile_disc(place, [0.05, 0.5, 0.95]) AS places,
        avg(place) AS mean_place,
        100 * avg(if(place = 1, 1, 0)) AS first_pct,
        100 * avg(if(place <= 3, 1, 0)) AS top_three_pct
    FROM ranks
    GROUP BY country_code
),
ordered AS (
    SELECT
        country_code,
        country,
        known_weight,
        ranges.* EXCLUDE (country_code),
        row_number() OVER (ORDER BY places[2] NULLS LAST, mean_place, country) AS row_number
    FROM coverage
    LEFT JOIN ranges USING (country_code)
),
duels AS (
    -- Two that are equal in a draw share it.
    SELECT
        one.country_code,
        other.country_code AS other_code,
        100 * avg(CASE WHEN one.place < other.place THEN 1 WHEN one.place = other.place THEN 0.5 ELSE 0 END) AS ahead_pct
    FROM ranks AS one
    JOIN ranks AS other ON one.draw = other.draw AND one.country_code < other.country_code
    GROUP BY ALL
),
both_ways AS (
    SELECT country_code, other_code, ahead_pct FROM duels
    UNION ALL
    SELECT other_code, country_code, 100 - ahead_pct FROM duels
),
rivals AS (
    SELECT
        both_ways.country_code,
        list(half_up(ahead_pct, 1) ORDER BY other.row_number) AS ahead_pcts,
        list(other.country_code ORDER BY other.row_number) AS ahead_of,
        coalesce(list(other.country ORDER BY other.row_number) FILTER (ahead_pct BETWEEN 5 AND 95), []) AS unclear_with
    FROM both_ways
    JOIN ordered AS other ON other.country_code = other_code
    GROUP BY both_ways.country_code
)
SELECT
    country_code,
    country,
    half_up(100 * known_weight, 1) AS known_pct,
    places IS NOT NULL AS is_enough,
    places[1] AS from_place,
    places[2] AS median_place,
    places[3] AS to_place,
    half_up(first_pct, 1) AS first_pct,
    half_up(top_three_pct, 1) AS top_three_pct,
    coalesce(ahead_of, []) AS ahead_of,
    coalesce(ahead_pcts, []) AS ahead_pcts,
    coalesce(unclear_with, []) AS unclear_with
FROM ordered
LEFT JOIN rivals USING (country_code)
ORDER BY row_number
