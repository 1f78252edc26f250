-- question: Who are the ten partners, and where is the seat of each?
-- grain: one row per partner, by country
SELECT
    partner.country,
    region.country_code,
    region.region_name,
    region.partner,
    region.role,
    region.city,
    region.latitude,
    region.longitude,
    territory.name_en AS territory
FROM regions AS region
JOIN partner_countries AS partner USING (country_code)
JOIN places AS territory ON territory.place_code = region.territory_place_code
ORDER BY partner.country
