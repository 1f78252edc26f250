-- question: Which sources do the statistics come from?
-- grain: one row per source with at least one observation; by organisation and title
-- column: title VARCHAR title of the source
-- column: organisation VARCHAR organisation that publishes it
-- column: dataset_code VARCHAR code of the dataset at the organisation; none where it has none
-- column: url VARCHAR web page of the source
-- column: licence VARCHAR licence under which it may be used; none where not known
-- column: vintage VARCHAR state of the data: date of the extract, edition or last update; none where not known
SELECT source.title, source.organisation, source.dataset_code, source.url, source.licence, source.vintage
FROM sources AS source
WHERE EXISTS (FROM observations AS observation WHERE observation.source_id = source.source_id)
ORDER BY source.organisation, source.title, source.source_id
