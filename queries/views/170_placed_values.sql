-- question: Which values of an indicator stand side by side: those of the countries, and those of the regions?
-- grain: one row per indicator, size class, place and year; an average of the European Union stands with the countries
SELECT
    indicator_id,
    size_class,
    'country' AS kind,
    place_code,
    place,
    if(is_partner, place_code, NULL) AS country_code,
    if(is_partner, place, NULL) AS country,
    is_partner AS is_ranked,
    year,
    value,
    flag,
    is_break
FROM compared_values
UNION ALL
SELECT
    observation.indicator_id,
    observation.size_class,
    'region',
    observation.place_code,
    place.name_en,
    partner.country_code,
    partner.country,
    true,
    observation.year,
    observation.value,
    observation.flag,
    coalesce(observation.flag IN ('b', 'bu'), false)
FROM observations AS observation
JOIN places AS place USING (place_code)
JOIN partner_countries AS partner ON partner.country_code = place.country_code
WHERE place.type IN ('nuts1', 'nuts2', 'nuts3')
