-- question: Do two indicators go together across countries or regions?
-- grain: one row per place with a value of both, and the EU average if it has both; by place, with the correlation of all places
-- parameter: indicator VARCHAR: identifier of the first indicator
-- parameter: size VARCHAR: size class of the first, or total
-- parameter: second VARCHAR: identifier of the second indicator
-- parameter: second_size VARCHAR: size class of the second, or total
-- parameter: kind VARCHAR: country or region
-- parameter: year VARCHAR: common, latest, or a year
-- column: place_code VARCHAR Eurostat code of the place
-- column: place VARCHAR name of the place
-- column: country_code VARCHAR Eurostat code of the country
-- column: country VARCHAR name of the country
-- column: is_ranked BOOLEAN whether it is a place, no average
-- column: first_value DOUBLE value of the first indicator
-- column: first_year BIGINT its year
-- column: second_value DOUBLE value of the second indicator
-- column: second_year BIGINT its year
-- column: places BIGINT places with both, averages not counted
-- column: pearson DOUBLE Pearson’s coefficient over them
-- column: spearman DOUBLE Spearman’s coefficient over them
WITH first_values AS (
    SELECT * FROM ruled_values WHERE indicator_id = $indicator AND size_class = $size AND kind = $kind
),
second_values AS (
    SELECT * FROM ruled_values WHERE indicator_id = $second AND size_class = $second_size AND kind = $kind
),
shared_year AS (
    -- The newest year in which most places have both, or else at least half of them.
    SELECT coalesce(max(year) FILTER (places >= most_places), max(year)) AS year
    FROM (
        SELECT one.year, count(*) AS places
        FROM first_values AS one
        JOIN second_values AS two USING (place_code, year_rule)
        WHERE one.is_ranked AND one.year_rule NOT IN ('common', 'latest')
        GROUP BY one.year
        HAVING 2 * count(*) >= (SELECT count(*) FROM placed_places WHERE kind = $kind)
    ), thresholds
),
rule AS (
    -- Without such a year, each indicator stands with its own common year.
    SELECT if($year = 'common', coalesce((SELECT year FROM shared_year)::VARCHAR, 'common'), $year) AS year_rule
),
pairs AS (
    SELECT
        one.place_code,
        one.place,
        one.country_code,
        one.country,
        one.is_ranked,
        one.value AS first_value,
        one.year AS first_year,
        two.value AS second_value,
        two.year AS second_year
    FROM first_values AS one
    JOIN rule USING (year_rule)
    JOIN second_values AS two USING (place_code, year_rule)
),
ranked AS (
    -- Places of equal value share the mean of their ranks.
    SELECT
        first_value,
        second_value,
        rank() OVER (ORDER BY first_value) + (count(*) OVER (PARTITION BY first_value) - 1) / 2 AS first_rank,
        rank() OVER (ORDER BY second_value) + (count(*) OVER (PARTITION BY second_value) - 1) / 2 AS second_rank
    FROM pairs
    WHERE is_ranked
),
measured AS (
    SELECT
        count(*) AS places,
        -- Where one of the two does not vary there is no correlation.
        if(isfinite(corr(first_value, second_value)), half_up(corr(first_value, second_value), 4), NULL) AS pearson,
        if(isfinite(corr(first_rank, second_rank)), half_up(corr(first_rank, second_rank), 4), NULL) AS spearman
    FROM ranked
)
SELECT pairs.*, measured.places, measured.pearson, measured.spearman
FROM pairs, measured
ORDER BY pairs.is_ranked, pairs.place
