-- question: Which good practices fit the filters?
-- grain: one row per practice, confirmed ones first, then by how far they went and by title
-- parameter: words VARCHAR: words that must all occur, in any case and with or without accents; empty for all
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: practice_theme VARCHAR[]: themes; empty for all
-- parameter: provenance VARCHAR[]: confirmed, likely, other; empty for all
-- parameter: adopted VARCHAR: yes for practices taken up, no for the others, anything else for all
-- column: practice_id VARCHAR identifier of the practice
WITH wanted AS (
    SELECT list_filter(string_split(fold(trim($words::VARCHAR)), ' '), lambda word: word != '') AS words
)
SELECT practice.practice_id
FROM practice_reach AS practice
CROSS JOIN wanted
WHERE (len($country::VARCHAR[]) = 0 OR list_contains($country::VARCHAR[], practice.country_code))
    AND (len($practice_theme::VARCHAR[]) = 0 OR list_contains($practice_theme::VARCHAR[], practice.theme))
    AND (len($provenance::VARCHAR[]) = 0 OR list_contains($provenance::VARCHAR[], practice.provenance))
    AND ($adopted::VARCHAR NOT IN ('yes', 'no') OR practice.is_taken_up = ($adopted::VARCHAR = 'yes'))
    AND len(list_filter(wanted.words, lambda word: NOT contains(practice.search_text, word))) = 0
ORDER BY practice.provenance_order, practice.furthest_order DESC, fold(practice.title), practice.practice_id
