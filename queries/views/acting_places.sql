-- question: Which regions took a step towards a practice, planned an action or are partners?
-- grain: one row per place of a partner's plan or steps, under the name its partner has for it
WITH acting AS (
    SELECT place_code, country_code FROM practice_adoptions WHERE place_code != 'ALL'
    UNION
    SELECT place_code, country_code FROM actions
),
every AS (
    SELECT * FROM acting
    UNION
    -- A partner without any step or action is still one of those who were to take part.
    SELECT territory_place_code, country_code
    FROM regions
    WHERE country_code NOT IN (SELECT country_code FROM acting WHERE country_code IS NOT NULL)
)
SELECT
    every.place_code,
    -- Where a wider region stands for the partner's own, as Buckinghamshire's does, it goes by the partner's name.
    if(contains(place.name_en, region.region_name), region.region_name, place.name_en) AS region,
    every.country_code,
    partner.country
FROM every
JOIN places AS place USING (place_code)
JOIN partner_countries AS partner ON partner.country_code = every.country_code
LEFT JOIN regions AS region ON region.territory_place_code = every.place_code
