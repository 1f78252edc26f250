-- question: Whose cluster policy has been assessed?
-- grain: one row per government assessed, each country before its regions
SELECT DISTINCT place_code, place, tier, country_code, country
FROM level_cells
ORDER BY country, tier, place, place_code
