-- question: Which value of an indicator stands for a place under each rule that chooses the year, and which rank has it?
-- grain: one row per indicator, size class, kind of place, place and rule: common, latest, or a year in figures
-- The rank is among the places, without averages; the best or, where neither is better, the highest value is first.
WITH newest AS (
    SELECT
        placed.*,
        -- No gap between small and large enterprises is better by itself: the widest is first.
        if(indicator.direction = 'lower_is_better' AND placed.size_class != 'gap', placed.value, -placed.value) AS sorting,
        max(placed.year) OVER (
            PARTITION BY placed.indicator_id, placed.size_class, placed.kind, placed.place_code
        ) AS newest_year
    FROM placed_values AS placed
    LEFT JOIN indicators AS indicator USING (indicator_id)
),
ruled AS (
    SELECT *, year::VARCHAR AS year_rule FROM newest
    UNION ALL
    SELECT *, 'latest' FROM newest WHERE year = newest_year
    UNION ALL
    SELECT newest.*, 'common'
    FROM newest
    JOIN placed_years AS common USING (indicator_id, size_class, kind, year)
    WHERE common.is_common
),
compared AS (
    SELECT
        *,
        any_value(sorting) FILTER (NOT is_ranked) OVER side_by_side AS average_sorting,
        count(*) FILTER (is_ranked) OVER side_by_side AS ranked_places,
        rank() OVER (PARTITION BY indicator_id, size_class, kind, year_rule, is_ranked ORDER BY sorting) AS rank
    FROM ruled
    WINDOW side_by_side AS (PARTITION BY indicator_id, size_class, kind, year_rule)
)
SELECT
    * EXCLUDE (rank, average_sorting),
    if(is_ranked, rank, NULL) AS rank,
    count(*) FILTER (is_ranked AND sorting < average_sorting) OVER (
        PARTITION BY indicator_id, size_class, kind, year_rule
    ) AS better_than_average
FROM compared
