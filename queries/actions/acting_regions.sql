-- question: Which regions can be followed from a practice to an action?
-- grain: one row per place of a partner's plan or steps, by country
-- column: place_code VARCHAR Eurostat code of the place
-- column: name VARCHAR name of the region, with its country in brackets where that is another
-- column: region VARCHAR name of the region, or of the country for what is national
-- column: country VARCHAR name of the country
SELECT place_code, if(region = country, region, region || ' (' || country || ')') AS name, region, country
FROM acting_places
ORDER BY country, region, place_code
