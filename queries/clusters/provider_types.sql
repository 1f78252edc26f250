-- question: Which types of provider are there?
-- grain: one row per type, the most frequent first
-- column: provider_type VARCHAR type of the provider
-- column: providers BIGINT how many providers
SELECT provider_type, count(*) AS providers
FROM providers
GROUP BY provider_type
ORDER BY providers DESC, provider_type
