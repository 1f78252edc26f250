-- question: Who are the ten partners, and where is the seat of each?
-- grain: one row per partner, by country
-- column: country VARCHAR name of the country
-- column: country_code VARCHAR Eurostat code of the country
-- column: region_name VARCHAR the partner’s name for its region
-- column: partner VARCHAR name of the partner
-- column: role VARCHAR lead partner or partner
-- column: city VARCHAR town of its seat
-- column: latitude DOUBLE latitude of the seat in degrees
-- column: longitude DOUBLE longitude of the seat in degrees
-- column: territory VARCHAR English name of the place its statistics stand for
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
