-- question: Whose statistics can stand for a compared place, the nearest first?
-- grain: one row per compared place and place that can stand for it; `is_own` unless it is a region's whole country
WITH RECURSIVE wider AS (
    SELECT place_code, place_code AS source_code, 0 AS preference FROM compared_places
    UNION ALL
    SELECT wider.place_code, outer_place.place_code, wider.preference + 10
    FROM wider
    JOIN places AS source ON source.place_code = wider.source_code
    JOIN places AS outer_place ON outer_place.place_code = source.parent_code
    WHERE outer_place.type != 'partnership'
),
-- NUTS repeats a small country as a region, whose code is that of the country with noughts behind it.
repeated AS (
    SELECT compared.place_code, region.place_code AS source_code, length(region.place_code) AS preference
    FROM compared_places AS compared
    JOIN places AS region
        ON region.country_code = compared.place_code AND region.type IN ('nuts1', 'nuts2')
        AND rtrim(region.place_code, '0') = compared.place_code
    WHERE NOT compared.is_region
)
SELECT
    candidate.place_code,
    candidate.source_code,
    source.name_en AS source,
    candidate.preference,
    source.type != 'country' OR candidate.source_code = candidate.place_code AS is_own
FROM (FROM wider UNION ALL FROM repeated) AS candidate
JOIN places AS source ON source.place_code = candidate.source_code
