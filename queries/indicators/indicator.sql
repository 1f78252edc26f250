-- question: What does an indicator measure, and where does it come from?
-- grain: one row for the indicator
-- parameter: indicator VARCHAR: identifier of the indicator
SELECT indicator_id, label, unit, direction, definition, source_organisation, source_dataset, source_url
FROM indicators
WHERE indicator_id = $indicator
