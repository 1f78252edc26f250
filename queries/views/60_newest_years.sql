-- question: Which is the newest year of an indicator that most partner countries have a value for?
-- grain: one row per indicator and size class; at least eight of the ten countries count as most
SELECT indicator_id, size_class, max(year) AS year
FROM (
    SELECT observation.indicator_id, observation.size_class, observation.year
    FROM observations AS observation
    JOIN partner_countries AS partner ON partner.country_code = observation.place_code
    GROUP BY ALL
    HAVING count(*) >= 8
)
GROUP BY indicator_id, size_class
