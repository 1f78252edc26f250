-- question: Which regions can be followed from a practice to an action?
-- grain: one row per place of a partner's plan or steps, by country
SELECT place_code, if(region = country, region, region || ' (' || country || ')') AS name, region, country
FROM acting_places
ORDER BY country, region, place_code
