-- question: For which places and years is an indicator known, and what do its flags say?
-- grain: one row per indicator, size class and kind of place with a value; averages are not counted
WITH known AS (
    SELECT
        indicator_id,
        size_class,
        kind,
        count(DISTINCT place_code) AS known_places,
        list(DISTINCT place_code) AS known_codes,
        count(*) AS known_values,
        count(*) FILTER (flag = 'b') AS breaks,
        count(*) FILTER (flag = 'u') AS unreliable,
        count(*) FILTER (flag = 'bu') AS breaks_and_unreliable,
        count(*) FILTER (flag = 'd') AS differently_defined
    FROM placed_values
    WHERE is_ranked
    GROUP BY ALL
),
years AS (
    SELECT indicator_id, size_class, kind, string_agg(year || ' (' || places || ')', ', ' ORDER BY year) AS years
    FROM placed_years
    GROUP BY ALL
),
compared AS (
    SELECT kind, count(*) AS compared_places FROM placed_places GROUP BY kind
),
without AS (
    SELECT known.indicator_id, known.size_class, known.kind, list(compared.place ORDER BY compared.place) AS places_without
    FROM known
    JOIN placed_places AS compared ON compared.kind = known.kind
    WHERE NOT list_contains(known.known_codes, compared.place_code)
    GROUP BY ALL
)
SELECT
    known.* EXCLUDE (known_codes),
    compared.compared_places,
    coalesce(without.places_without, []) AS places_without,
    years.years
FROM known
JOIN years USING (indicator_id, size_class, kind)
JOIN compared USING (kind)
LEFT JOIN without USING (indicator_id, size_class, kind)
