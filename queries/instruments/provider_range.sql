-- question: Over how many providers are the sampled instruments of a country spread?
-- grain: one row over the partner countries
-- column: countries BIGINT how many countries
-- column: fewest_instruments BIGINT fewest instruments of a country
-- column: most_instruments BIGINT most instruments of a country
-- column: fewest_providers BIGINT fewest providers of a country
-- column: median_providers DOUBLE median number of providers of a country
-- column: most_providers BIGINT most providers of a country
-- column: median_pct DOUBLE this median as a share of the most instruments, in per cent; none without an instrument
-- column: fewest_country VARCHAR country with the fewest providers
-- column: most_country VARCHAR country with the most providers
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
    half_up(100 * median_providers / max(instruments), 0) AS median_pct,
    first(country ORDER BY providers, country) AS fewest_country,
    first(country ORDER BY providers DESC, country) AS most_country
FROM by_country
JOIN partner_countries USING (country_code)
