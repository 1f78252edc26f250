-- question: In which towns do the good practices stand?
-- grain: one row per point on the map and provenance, the most practices first
-- parameter: words VARCHAR: words that must all occur, in any case and with or without accents; empty for all
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: practice_theme VARCHAR[]: themes; empty for all
-- parameter: provenance VARCHAR[]: confirmed, likely, other; empty for all
-- parameter: adopted VARCHAR: yes for practices taken up, no for the others, anything else for all
WITH wanted AS (
    SELECT list_filter(string_split(fold(trim($words::VARCHAR)), ' '), lambda word: word != '') AS words
),
chosen AS (
    SELECT practice.*
    FROM practice_reach AS practice
    CROSS JOIN wanted
    WHERE (len($country::VARCHAR[]) = 0 OR list_contains($country::VARCHAR[], practice.country_code))
        AND (len($practice_theme::VARCHAR[]) = 0 OR list_contains($practice_theme::VARCHAR[], practice.theme))
        AND (len($provenance::VARCHAR[]) = 0 OR list_contains($provenance::VARCHAR[], practice.provenance))
        AND ($adopted::VARCHAR NOT IN ('yes', 'no') OR practice.is_taken_up = ($adopted::VARCHAR = 'yes'))
        AND len(list_filter(wanted.words, lambda word: NOT contains(practice.search_text, word))) = 0
)
SELECT
    chosen.provenance,
    chosen.country,
    coalesce(max(chosen.city), max(chosen.region_name)) AS city,
    chosen.latitude,
    chosen.longitude,
    count(*) AS practices,
    count(*) FILTER (chosen.is_national) AS national,
    string_agg(chosen.title || if(chosen.is_national, ' (national)', ''), '; ' ORDER BY fold(chosen.title)) AS titles
FROM chosen
WHERE chosen.latitude IS NOT NULL AND chosen.longitude IS NOT NULL
GROUP BY chosen.provenance, chosen.provenance_order, chosen.country, chosen.latitude, chosen.longitude
ORDER BY practices DESC, city, chosen.provenance_order, chosen.latitude, chosen.longitude
