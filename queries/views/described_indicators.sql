-- question: What is each indicator, and with how many decimals is it written?
-- grain: one row per indicator
-- A release older than the columns has no decimals: then one, or none where all values are whole; and no scale: then
-- its unit tells.
SELECT
    indicator.* REPLACE (
        coalesce(indicator.short_label, indicator.label) AS short_label,
        coalesce(indicator.decimals, if(seen.are_whole, 0, 1)) AS decimals,
        coalesce(
            indicator.scale,
            CASE
                WHEN starts_with(indicator.unit, '%') THEN 'share'
                WHEN starts_with(indicator.unit, 'ordinal') THEN 'ordinal'
                ELSE 'amount'
            END
        ) AS scale
    )
FROM indicators AS indicator
LEFT JOIN (
    SELECT indicator_id, bool_and(value = round(value)) AS are_whole FROM observations GROUP BY indicator_id
) AS seen USING (indicator_id)
