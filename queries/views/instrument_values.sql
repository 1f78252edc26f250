-- question: Which values does each instrument have in each facet of the list of instruments?
-- grain: one row per instrument, facet and value
SELECT position, instrument_id, 'country' AS facet, country_code AS value FROM instrument_profiles
UNION ALL
SELECT position, instrument_id, 'level', level FROM instrument_profiles
UNION ALL
SELECT position, instrument_id, 'kind', kind FROM instrument_profiles
UNION ALL
SELECT position, instrument_id, 'theme', unnest(list_distinct(themes)) FROM instrument_profiles
UNION ALL
SELECT position, instrument_id, 'stage', unnest(list_distinct(support_stages)) FROM instrument_profiles
UNION ALL
SELECT position, instrument_id, 'beneficiary', unnest(list_distinct(beneficiaries)) FROM instrument_profiles
UNION ALL
SELECT position, instrument_id, 'provider_type', provider_type FROM instrument_profiles
UNION ALL
SELECT position, instrument_id, 'funding', unnest(list_distinct(funding_sources)) FROM instrument_profiles
UNION ALL
SELECT position, instrument_id, 'status', status FROM instrument_profiles
UNION ALL
SELECT position, instrument_id, 'year', unnest(range(first_year, last_year + 1))::VARCHAR FROM instrument_profiles
