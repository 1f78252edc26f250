-- question: Which places lie in each compared place?
-- grain: one row per compared place and place in it, itself among them
WITH RECURSIVE parts AS (
    SELECT place_code, place_code AS part_code FROM compared_places
    UNION
    SELECT parts.place_code, inner_place.place_code
    FROM parts
    JOIN places AS inner_place ON inner_place.parent_code = parts.part_code
)
SELECT place_code, part_code FROM parts
