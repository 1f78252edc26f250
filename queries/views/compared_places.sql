-- question: Which places can be compared side by side?
-- grain: one row per partner country, and per partner region that is not a whole country
WITH compared AS (
    SELECT country_code AS place_code, country AS place, false AS is_region, country_code, country
    FROM partner_countries
    UNION ALL
    SELECT DISTINCT
        territory.place_code,
        -- Where a wider region stands for the partner's own, as Buckinghamshire's does, it goes by the partner's name.
        if(contains(territory.name_en, region.region_name), region.region_name, territory.name_en),
        true,
        partner.country_code,
        partner.country
    FROM regions AS region
    JOIN partner_countries AS partner USING (country_code)
    JOIN places AS territory ON territory.place_code = region.territory_place_code
    WHERE territory.type != 'country'
)
SELECT *, row_number() OVER (ORDER BY country, is_region, place, place_code) AS position
FROM compared
