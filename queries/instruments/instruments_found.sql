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
SELECT instrument_id
FROM instrument_profiles
WHERE chosen($country, country_code)
    AND chosen($level, level)
    AND chosen($kind, kind)
    AND chosen_any($theme, themes)
    AND chosen_any($stage, support_stages)
    AND chosen_any($beneficiary, beneficiaries)
    AND chosen($provider_type, provider_type)
    AND chosen_any($funding, funding_sources)
    AND chosen($status, status)
    AND ($year::VARCHAR = '' OR try_cast($year::VARCHAR AS BIGINT) BETWEEN first_year AND last_year)
    AND has_words($words, search_text)
ORDER BY position
