-- question: For which places and years is an indicator known, and what do its flags say?
-- grain: one row per indicator, size class and kind of place with a value; averages are not counted
WITH known AS (
    SELECT
        indicator_id,
        size_class,
        kind,
        count(DISTINCT place_code) AS known_places,
        list(DISTINCT place_code) AS known_codes,
        count(*) AS known_values
    FROM placed_values
    WHERE is_ranked
    GROUP BY ALL
),
flagged AS (
    SELECT
        indicator_id,
        size_class,
        kind,
        list(flag ORDER BY flagged_values DESC, flag) AS flags,
        list(flagged_values ORDER BY flagged_values DESC, flag) AS flagged_values
    FROM (
        SELECT indicator_id, size_class, kind, flag, count(*) AS flagged_values
        FROM placed_values
        WHERE is_ranked AND flag IS NOT NULL
        GROUP BY ALL
    )
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
    coalesce(flagged.flags, []) AS flags,
    coalesce(flagged.flagged_values, []) AS flagged_values,
    years.years
FROM known
JOIN years USING (indicator_id, size_class, kind)
JOIN compared USING (kind)
LEFT JOIN flagged USING (indicator_id, size_class, kind)
LEFT JOIN without USING (indicator_id, size_class, kind)
