-- question: Which places stand in a sentence under another name than by themselves, as those with an article?
-- grain: one row per name of such a place
-- column: place VARCHAR name of the place
-- column: in_sentence VARCHAR the name in a sentence
SELECT DISTINCT place, in_sentence
FROM (
    SELECT name_en AS place, in_sentence FROM places
    UNION ALL
    SELECT placed.place, known.in_sentence FROM placed_values AS placed JOIN places AS known USING (place_code)
)
WHERE in_sentence IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY place ORDER BY in_sentence) = 1
