-- question: Which values of an indicator stand side by side: those of the countries, and those of the regions?
-- grain: one row per indicator, size class, place and year; an average of the European Union stands with the countries
-- The size class “gap” is the value of large enterprises (250 and more persons) less that of small ones (10 to 49).
WITH shown AS (
    SELECT
        place.place_code,
        if(place.type = 'country', 'country', 'region') AS kind,
        place.name_en AS place,
        partner.country_code,
        partner.country,
        true AS is_ranked
    FROM places AS place
    JOIN partner_countries AS partner USING (country_code)
    WHERE place.place_code = partner.country_code OR place.type IN ('nuts1', 'nuts2', 'nuts3')
    UNION ALL
    VALUES
    ('EU27_2020', 'country', 'European Union', NULL, NULL, false),
    ('EU28', 'country', 'European Union of 28', NULL, NULL, false)
),
measured AS (
    SELECT indicator_id, size_class, shown.*, year, value, flag
    FROM observations
    JOIN shown USING (place_code)
    -- One average is enough: that of 27 countries, or that of 28 where there is no other.
    QUALIFY place_code != 'EU28' OR NOT bool_or(place_code = 'EU27_2020') OVER (PARTITION BY indicator_id, size_class)
),
gaps AS (
    SELECT
        large.* REPLACE (
            'gap' AS size_class,
            round(large.value - small.value, 6) AS value,
            both_flags(small.flag, large.flag) AS flag
        )
    FROM measured AS small
    JOIN measured AS large USING (indicator_id, place_code, year)
    WHERE small.size_class = '10-49' AND large.size_class = '250+'
)
SELECT *, coalesce(contains(flag, 'b'), false) AS is_break
FROM (FROM measured UNION ALL FROM gaps)
