-- question: Which practices, instruments and providers could answer a gap somewhere else?
-- grain: one row per practice, instrument and provider; `worth` counts what speaks for it whatever the gap
SELECT
    'practice' AS answer, practice_id AS answer_id, title, country_code, country,
    theme AS practice_theme, []::VARCHAR[] AS themes, []::VARCHAR[] AS stages, NULL AS kind, NULL AS provider_type,
    []::VARCHAR[] AS services, []::VARCHAR[] AS beneficiaries, search_text,
    provenance, taken_up_by, evidence_of_success AS evidence, organisation, NULL AS years, NULL AS status, source_url,
    if(is_national, country, place) AS place,
    CASE provenance WHEN 'confirmed' THEN 2 WHEN 'likely' THEN 1 ELSE 0 END + if(is_taken_up, 2, 0)
        + if(evidence_of_success IS NULL, 0, 1) AS worth
FROM practice_reach
UNION ALL
SELECT
    'instrument', instrument_id, name_en, country_code, country,
    NULL, themes, support_stages, kind, provider_type, []::VARCHAR[], beneficiaries, search_text,
    NULL, NULL, summary, provider, years, status, source_url, place,
    if(status = 'running', 1, 0) + if(confidence = 'high', 1, 0)
FROM instrument_profiles
UNION ALL
SELECT
    'provider', provider.provider_id, provider.name, provider.country_code, partner.country,
    NULL, []::VARCHAR[], []::VARCHAR[], NULL, provider.provider_type, provider.services, []::VARCHAR[],
    provider.search_text,
    NULL, NULL, array_to_string(provider.services, ', '), provider.name, NULL, provider.industry40_activities,
    provider.source_url, coalesce(place.name_en, partner.country),
    if(provider.industry40_activities = 'yes', 2, 0) + if(provider.confidence = 'high', 1, 0)
FROM providers AS provider
JOIN partner_countries AS partner USING (country_code)
LEFT JOIN places AS place USING (place_code)
