-- question: Which values of an indicator are compared: the partner countries' and one average of the European Union?
-- grain: one row per indicator, size class, place and year; the average is of 27 countries, of 28 where there is no other
WITH averages AS (
    SELECT indicator_id, size_class, if(bool_or(place_code = 'EU27_2020'), 'EU27_2020', 'EU28') AS place_code
    FROM observations
    WHERE place_code IN ('EU27_2020', 'EU28')
    GROUP BY indicator_id, size_class
)
SELECT
    observation.indicator_id,
    observation.size_class,
    observation.place_code,
    coalesce(
        partner.country, if(observation.place_code = 'EU28', 'European Union of 28', 'European Union')
    ) AS place,
    partner.country_code IS NOT NULL AS is_partner,
    observation.year,
    observation.value,
    observation.flag,
    coalesce(observation.flag IN ('b', 'bu'), false) AS is_break
FROM observations AS observation
LEFT JOIN partner_countries AS partner ON partner.country_code = observation.place_code
LEFT JOIN averages AS average USING (indicator_id, size_class, place_code)
WHERE partner.country_code IS NOT NULL OR average.place_code IS NOT NULL
