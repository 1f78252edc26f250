-- question: Which good practices are there?
-- grain: one row per practice, by title
SELECT practice_id, title
FROM practices
ORDER BY fold(title), practice_id
