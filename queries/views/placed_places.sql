-- question: Which places are compared, whether an indicator has values for them or not?
-- grain: one row per partner country, and one per region of a partner country with a value of any indicator
SELECT 'country' AS kind, country_code AS place_code, country AS place, country_code, country FROM partner_countries
UNION
SELECT kind, place_code, place, country_code, country FROM placed_values WHERE kind = 'region'
