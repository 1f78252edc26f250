-- question: How far did the good practices go?
-- grain: one row per stage, the furthest first; every practice counts at the furthest it is known to have reached
-- parameter: words VARCHAR: words that must all occur, in any case and with or without accents; empty for all
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: practice_theme VARCHAR[]: themes; empty for all
-- parameter: provenance VARCHAR[]: confirmed, likely, other; empty for all
-- parameter: adopted VARCHAR: yes for practices taken up, no for the others, anything else for all
WITH wanted AS (
    SELECT list_filter(string_split(fold(trim($words::VARCHAR)), ' '), lambda word: word != '') AS words
),
chosen AS (
    SELECT practice.practice_id, practice.provenance, practice.furthest_order
    FROM practice_reach AS practice
    CROSS JOIN wanted
    WHERE (len($country::VARCHAR[]) = 0 OR list_contains($country::VARCHAR[], practice.country_code))
        AND (len($practice_theme::VARCHAR[]) = 0 OR list_contains($practice_theme::VARCHAR[], practice.theme))
        AND (len($provenance::VARCHAR[]) = 0 OR list_contains($provenance::VARCHAR[], practice.provenance))
        AND ($adopted::VARCHAR NOT IN ('yes', 'no') OR practice.is_taken_up = ($adopted::VARCHAR = 'yes'))
        AND len(list_filter(wanted.words, lambda word: NOT contains(practice.search_text, word))) = 0
),
stages AS (
    SELECT
        unnest([4, 3, 2, 1, 0]) AS furthest_order,
        unnest(['in action plan', 'selected', 'shortlisted', 'presented', 'no step known']) AS stage
)
SELECT
    stage.stage,
    count(chosen.practice_id) AS practices,
    count(chosen.practice_id) FILTER (provenance = 'confirmed') AS confirmed,
    count(chosen.practice_id) FILTER (provenance = 'likely') AS likely,
    count(chosen.practice_id) FILTER (provenance = 'other') AS other
FROM stages AS stage
LEFT JOIN chosen USING (furthest_order)
GROUP BY stage.furthest_order, stage.stage
ORDER BY stage.furthest_order DESC
