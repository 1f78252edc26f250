-- question: Which instruments match the chosen filters?
-- grain: one row per instrument, by country and English name
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
-- column: instrument_id VARCHAR identifier of the instrument
WITH wanted AS (
    SELECT list_filter(string_split(fold(trim($words::VARCHAR)), ' '), lambda word: word != '') AS words
)
SELECT instrument_id
FROM instrument_profiles
CROSS JOIN wanted
WHERE (len($country::VARCHAR[]) = 0 OR list_contains($country::VARCHAR[], country_code))
    AND (len($level::VARCHAR[]) = 0 OR list_contains($level::VARCHAR[], level))
    AND (len($kind::VARCHAR[]) = 0 OR list_contains($kind::VARCHAR[], kind))
    AND (len($theme::VARCHAR[]) = 0 OR list_has_any($theme::VARCHAR[], themes))
    AND (len($stage::VARCHAR[]) = 0 OR list_has_any($stage::VARCHAR[], support_stages))
    AND (len($beneficiary::VARCHAR[]) = 0 OR list_has_any($beneficiary::VARCHAR[], beneficiaries))
    AND (len($provider_type::VARCHAR[]) = 0 OR list_contains($provider_type::VARCHAR[], provider_type))
    AND (len($funding::VARCHAR[]) = 0 OR list_has_any($funding::VARCHAR[], funding_sources))
    AND (len($status::VARCHAR[]) = 0 OR list_contains($status::VARCHAR[], status))
    AND ($year::VARCHAR = '' OR try_cast($year::VARCHAR AS BIGINT) BETWEEN first_year AND last_year)
    AND len(list_filter(wanted.words, lambda word: NOT contains(search_text, word))) = 0
ORDER BY position
