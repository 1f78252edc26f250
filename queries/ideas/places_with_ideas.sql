-- question: For which places are ideas sought?
-- grain: one row per partner country and partner region, each country before its region
SELECT
    place_code, if(is_region, place || ' (' || country || ')', place) AS name, place, is_region, country_code, country
FROM compared_places
ORDER BY position
