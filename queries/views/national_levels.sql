-- question: At which maturity level is each country's central government, year by year?
-- grain: one row per partner country, dimension and year assessed
SELECT * FROM place_levels WHERE tier = 'national'
