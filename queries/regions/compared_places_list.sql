-- question: Which places can be compared side by side?
-- grain: one row per partner country and partner region, each country before its region
-- column: place_code VARCHAR Eurostat code of the place
-- column: place VARCHAR name of the place
-- column: is_region BOOLEAN whether it is a region
-- column: country_code VARCHAR Eurostat code of the country
-- column: country VARCHAR name of the country
SELECT place_code, place, is_region, country_code, country
FROM compared_places
ORDER BY position
