-- question: For which places are ideas sought?
-- grain: one row per partner country and partner region, each country before its region
-- column: place_code VARCHAR Eurostat code of the place
-- column: name VARCHAR name of the place, of a region with its country in brackets
-- column: place VARCHAR name of the place
-- column: is_region BOOLEAN whether the place is a region, not a country
-- column: country_code VARCHAR Eurostat code of the country
-- column: country VARCHAR name of the country
SELECT
    place_code, if(is_region, place || ' (' || country || ')', place) AS name, place, is_region, country_code, country
FROM compared_places
ORDER BY position
