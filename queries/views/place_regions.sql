-- question: In which region is each place compared with its neighbours?
-- grain: one row per place; NUTS 3 areas belong to their NUTS 2 region, every other place stands for itself
SELECT
    place.place_code,
    coalesce(region.place_code, place.place_code) AS region_code,
    coalesce(region.name_en, place.name_en) AS region,
    place.country_code
FROM places AS place
LEFT JOIN places AS region ON place.type = 'nuts3' AND region.place_code = place.parent_code
