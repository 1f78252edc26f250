-- question: Which single choice, made differently, moves each country's rank most?
-- grain: one row per partner country with enough data, by its rank with the choices as they are
-- parameter: items VARCHAR[]: the indicators and dimensions of the index
-- parameter: weights DOUBLE[]: their weights, in the same order, of any sum
-- parameter: size VARCHAR: size class of the enterprises, read where it is known
-- parameter: year_rule VARCHAR: common (the latest common year) or latest (the latest year of each country)
-- parameter: normalisation VARCHAR: goalposts, rank or z
-- parameter: aggregation VARCHAR: arithmetic or geometric
-- column: country_code VARCHAR Eurostat code of the country
-- column: country VARCHAR name of the country
-- column: place BIGINT rank with the choices as they are
-- column: choice VARCHAR kind of the choice that moves it most
-- column: instead VARCHAR what is chosen instead, or the part left out
-- column: new_place BIGINT rank then; none where there is none
-- column: steps BIGINT how many ranks it moves; none where either rank is missing
WITH items AS (
    SELECT chosen.*, label, size_class
    FROM (
        SELECT
            unnest($items::VARCHAR[]) AS item_id,
            unnest($weights::DOUBLE[]) AS weight,
            generate_subscripts($items::VARCHAR[], 1) AS number
    ) AS chosen
    JOIN index_items ON index_items.item_id = chosen.item_id AND size = $size
),
-- Each case differs from the choices made, case 0, in one thing alone.
cases AS (
    SELECT 0 AS case_number, 'none' AS choice, '' AS instead, NULL::BIGINT AS left_out,
        $normalisation AS normalisation, $aggregation AS aggregation, $year_rule AS year_rule
    UNION ALL
    SELECT 1, 'normalisation', other, NULL, other, $aggregation, $year_rule
    FROM (SELECT unnest(['goalposts', 'rank', 'z']) AS other)
    WHERE other <> $normalisation
    UNION ALL
    SELECT 2, 'aggregation', other, NULL, $normalisation, other, $year_rule
    FROM (SELECT if($aggregation = 'geometric', 'arithmetic', 'geometric') AS other)
    UNION ALL
    SELECT 3, 'year_rule', other, NULL, $normalisation, $aggregation, other
    FROM (SELECT if($year_rule = 'latest', 'common', 'latest') AS other)
    UNION ALL
    SELECT 4, 'weights', 'equal', NULL, $normalisation, $aggregation, $year_rule
    FROM items
    HAVING count(DISTINCT weight) > 1
    UNION ALL
    SELECT 4 + number, 'part', label, number, $normalisation, $aggregation, $year_rule
    FROM items
    WHERE weight > 0 AND (SELECT count(*) FROM items WHERE weight > 0) > 1
),
cells AS (
    SELECT
        case_number,
        choice,
        instead,
        aggregation,
        country_code,
        country,
        CASE WHEN choice = 'weights' THEN 1 WHEN number = left_out THEN 0 ELSE weight END AS weight,
        score
    FROM cases
    CROSS JOIN items
    CROSS JOIN partner_countries
    LEFT JOIN index_scores USING (item_id, size_class, country_code, normalisation, year_rule)
),
indices AS (
    SELECT
        case_number,
        choice,
        instead,
        country_code,
        country,
        sum(weight) AS all_weight,
        sum(weight) FILTER (score IS NOT NULL) AS known_weight,
        round(sum(weight * if(aggregation = 'geometric', ln(score), score)) / known_weight, 9) AS value
    FROM cells
    GROUP BY ALL
),
ranks AS (
    SELECT *, rank() OVER (PARTITION BY case_number, instead ORDER BY value DESC) AS place
    FROM indices, thresholds
    WHERE round(100 * known_weight / all_weight, 7) >= enough_pct
),
moves AS (
    -- A country without enough data in a case has no rank there, and nothing moves a country more.
    SELECT
        chosen.country_code,
        chosen.country,
        chosen.place,
        cases.choice,
        cases.instead,
        changed.place AS new_place,
        abs(new_place - chosen.place) AS steps,
        cases.case_number
    FROM ranks AS chosen
    CROSS JOIN (SELECT case_number, choice, instead FROM cases WHERE case_number > 0) AS cases
    LEFT JOIN ranks AS changed
        ON changed.case_number = cases.case_number
        AND changed.instead = cases.instead
        AND changed.country_code = chosen.country_code
    WHERE chosen.case_number = 0
)
SELECT country_code, country, place, choice, instead, new_place, steps
FROM moves
QUALIFY row_number() OVER (PARTITION BY country_code ORDER BY steps DESC NULLS FIRST, case_number, instead) = 1
ORDER BY place, country
