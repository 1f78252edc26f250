-- question: Which services does each provider offer?
-- grain: one row per provider and service
SELECT provider_id, name, provider_type, country_code, place_code, unnest(list_distinct(services)) AS service
FROM providers
