-- question: Over how many providers are the sampled instruments of a country spread?
-- grain: one row over the partner countries
WITH by_country AS (
    SELECT country_code, count(*) AS instruments, count(DISTINCT provider) AS providers
    FROM instruments
    GROUP BY country_code
)
SELECT
    count(*) AS countries,
    min(instruments) AS fewest_instruments,
    max(instruments) AS most_instruments,
    min(providers) AS fewest_providers,
    median(providers) AS median_providers,
    max(providers) AS most_providers,
    -- Where every instrument had a provider of its own, this would be 100.
    round(100 * median_providers / max(instruments), 0) AS median_pct,
    first(country ORDER BY providers, country) AS fewest_country,
    first(country ORDER BY providers DESC, country) AS most_country
FROM by_country
JOIN partner_countries USING (country_code)
