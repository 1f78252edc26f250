-- question: How does an indicator differ between small, medium and large enterprises in each country?
-- grain: one row per place and size class with a value, in one year; widest gap between small and large first, by size
-- parameter: indicator VARCHAR: identifier of the indicator
-- parameter: year VARCHAR: common, latest (both: the year common to small enterprises), or a year
-- column: place_code VARCHAR Eurostat code of the place
-- column: place VARCHAR name of the place
-- column: is_ranked BOOLEAN whether it is a country, no average
-- column: size_class VARCHAR size class
-- column: year BIGINT the year
-- column: value DOUBLE the value, in its unit
-- column: flag VARCHAR flag of the statistical office; none where the value has none
-- column: step INTEGER fifth of the range of values it lies in, 0 to 4
-- column: gap_points DOUBLE gap between small and large in percentage points; none where either is missing
WITH chosen_year AS (
    SELECT coalesce(
        try_cast($year AS INTEGER),
        (
            SELECT max(year)
            FROM placed_years
            WHERE indicator_id = $indicator AND size_class = '10-49' AND kind = 'country' AND is_common
        )
    ) AS year
),
chosen AS (
    SELECT place_code, place, is_ranked, size_class, year, value, flag
    FROM placed_values
    JOIN chosen_year USING (year)
    WHERE indicator_id = $indicator AND kind = 'country' AND size_class IN ('10-49', '50-249', '250+')
),
gaps AS (
    SELECT place_code, value AS gap_points
    FROM placed_values
    JOIN chosen_year USING (year)
    WHERE indicator_id = $indicator AND size_class = 'gap'
)
SELECT
    chosen.*,
    -- Five steps of equal height from the lowest to the highest value shown.
    coalesce(
        least(floor(5 * (value - min(value) OVER ()) / nullif(max(value) OVER () - min(value) OVER (), 0)), 4), 0
    )::INTEGER AS step,
    gaps.gap_points
FROM chosen
LEFT JOIN gaps USING (place_code)
ORDER BY
    abs(gaps.gap_points) DESC NULLS LAST,
    chosen.place,
    list_position(['10-49', '50-249', '250+'], chosen.size_class)
