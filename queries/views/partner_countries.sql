-- question: Which are the ten partner countries?
-- grain: one row per partner country
SELECT place_code AS country_code, name_en AS country
FROM places
WHERE type = 'country' AND parent_code = 'ALL'
