-- question: Which part of Europe do the good practices lie in, and how many stand at a seat?
-- grain: one row over the chosen practices; confirmed, likely and other split the national ones; degrees, margin of one
-- parameter: words VARCHAR: words that must all occur, in any case and with or without accents; empty for all
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: practice_theme VARCHAR[]: themes; empty for all
-- parameter: provenance VARCHAR[]: confirmed, likely, other; empty for all
-- parameter: adopted VARCHAR: yes for practices taken up, no for the others, anything else for all
WITH wanted AS (
    SELECT list_filter(string_split(fold(trim($words::VARCHAR)), ' '), lambda word: word != '') AS words
),
chosen AS (
    SELECT practice.provenance, practice.latitude, practice.longitude, practice.is_national
    FROM practice_reach AS practice
    CROSS JOIN wanted
    WHERE (len($country::VARCHAR[]) = 0 OR list_contains($country::VARCHAR[], practice.country_code))
        AND (len($practice_theme::VARCHAR[]) = 0 OR list_contains($practice_theme::VARCHAR[], practice.theme))
        AND (len($provenance::VARCHAR[]) = 0 OR list_contains($provenance::VARCHAR[], practice.provenance))
        AND ($adopted::VARCHAR NOT IN ('yes', 'no') OR practice.is_taken_up = ($adopted::VARCHAR = 'yes'))
        AND len(list_filter(wanted.words, lambda word: NOT contains(practice.search_text, word))) = 0
)
SELECT
    count(*) AS practices,
    count(*) FILTER (is_national) AS national,
    count(*) FILTER (is_national AND provenance = 'confirmed') AS confirmed,
    count(*) FILTER (is_national AND provenance = 'likely') AS likely,
    count(*) FILTER (is_national AND provenance = 'other') AS other,
    count(*) FILTER (latitude IS NULL OR longitude IS NULL) AS without_point,
    count(DISTINCT (latitude, longitude)) FILTER (latitude IS NOT NULL AND longitude IS NOT NULL) AS points,
    min(longitude) - 1 AS west,
    max(longitude) + 1 AS east,
    min(latitude) - 1 AS south,
    max(latitude) + 1 AS north
FROM chosen
