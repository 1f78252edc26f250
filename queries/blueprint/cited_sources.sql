-- question: Which sources do the statistics come from?
-- grain: one row per source with at least one observation; by organisation and title
SELECT source.title, source.organisation, source.dataset_code, source.url, source.licence, source.vintage
FROM sources AS source
WHERE EXISTS (FROM observations AS observation WHERE observation.source_id = source.source_id)
ORDER BY source.organisation, source.title, source.source_id
