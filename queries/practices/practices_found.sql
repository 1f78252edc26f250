-- question: Which good practices fit the filters?
-- grain: one row per practice, confirmed ones first, then by how far they went and by title
-- parameter: words VARCHAR: words that must all occur, in any case and with or without accents; empty for all
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: practice_theme VARCHAR[]: themes; empty for all
-- parameter: provenance VARCHAR[]: confirmed, likely, other; empty for all
-- parameter: adopted VARCHAR: yes for practices taken up, no for the others, anything else for all
-- column: practice_id VARCHAR identifier of the practice
SELECT practice.practice_id
FROM practice_reach AS practice
WHERE chosen($country, practice.country_code)
    AND chosen($practice_theme, practice.theme)
    AND chosen($provenance, practice.provenance)
    AND ($adopted::VARCHAR NOT IN ('yes', 'no') OR practice.is_taken_up = ($adopted::VARCHAR = 'yes'))
    AND has_words($words, practice.search_text)
ORDER BY practice.provenance_order, practice.furthest_order DESC, fold(practice.title), practice.practice_id
