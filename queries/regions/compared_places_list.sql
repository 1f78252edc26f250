-- question: Which places can be compared side by side?
-- grain: one row per partner country and partner region, each country before its region
SELECT place_code, place, is_region, country_code, country
FROM compared_places
ORDER BY position
