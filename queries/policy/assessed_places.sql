-- question: Whose cluster policy has been assessed?
-- grain: one row per government assessed, each country before its regions
-- column: place_code VARCHAR Eurostat code of the place
-- column: place VARCHAR name of the place
-- column: tier VARCHAR level of government: national or regional
-- column: country_code VARCHAR Eurostat code of the country
-- column: country VARCHAR name of the country
SELECT DISTINCT place_code, place, tier, country_code, country
FROM level_cells
ORDER BY country, tier, place, place_code
