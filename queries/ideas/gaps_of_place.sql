-- question: What are the gaps of a place, and by what can one tell?
-- grain: one row per gap, by kind, the gravest first
-- parameter: place VARCHAR: code of the place
SELECT
    *,
    row_number() OVER (PARTITION BY gap ORDER BY severity DESC, gap_id) AS position,
    count(*) OVER (PARTITION BY gap) AS of_kind
FROM place_gaps
WHERE place_code = $place::VARCHAR
ORDER BY list_position(['level', 'support', 'size', 'service'], gap), severity DESC, gap_id
