-- question: How many instruments would each choice of each filter give, under the other filters?
-- grain: one row per facet and value that some instrument has under the other facets' filters
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: level VARCHAR[]: levels of government; empty for all
-- parameter: kind VARCHAR[]: kinds; empty for all
-- parameter: theme VARCHAR[]: themes, of which one is enough; empty for all
-- parameter: stage VARCHAR[]: support stages, of which one is enough; empty for all
-- parameter: beneficiary VARCHAR[]: beneficiaries, of which one is enough; empty for all
-- parameter: provider_type VARCHAR[]: types of provider; empty for all
-- parameter: funding VARCHAR[]: funding sources, of which one is enough; empty for all
-- parameter: status VARCHAR[]: status; empty for all
-- parameter: year VARCHAR: a year in which the instrument is known to run; empty for all
-- parameter: words VARCHAR: words that must all occur, in any case and with or without accents; empty for all
-- column: facet VARCHAR the filter: its parameter's name
-- column: value VARCHAR the choice
-- column: instruments BIGINT how many instruments
-- An instrument counts for a facet when it meets every filter, or every one but this facet's own.
WITH unmet AS (
    SELECT
        position,
        list_filter([
            CASE WHEN NOT chosen($country, country_code) THEN 'country' END,
            CASE WHEN NOT chosen($level, level) THEN 'level' END,
            CASE WHEN NOT chosen($kind, kind) THEN 'kind' END,
            CASE WHEN NOT chosen_any($theme, themes) THEN 'theme' END,
            CASE WHEN NOT chosen_any($stage, support_stages) THEN 'stage' END,
            CASE WHEN NOT chosen_any($beneficiary, beneficiaries) THEN 'beneficiary' END,
            CASE WHEN NOT chosen($provider_type, provider_type) THEN 'provider_type' END,
            CASE WHEN NOT chosen_any($funding, funding_sources) THEN 'funding' END,
            CASE WHEN NOT chosen($status, status) THEN 'status' END,
            CASE WHEN $year::VARCHAR != ''
                    AND (try_cast($year::VARCHAR AS BIGINT) BETWEEN first_year AND last_year) IS NOT TRUE
                THEN 'year' END
        ], lambda facet: facet IS NOT NULL) AS facets
    FROM instrument_profiles
    WHERE has_words($words, search_text)
)
SELECT facet, value, count(*) AS instruments
FROM instrument_values
JOIN unmet USING (position)
WHERE len(unmet.facets) = 0 OR (len(unmet.facets) = 1 AND unmet.facets[1] = facet)
GROUP BY facet, value
ORDER BY facet, instruments DESC, value
