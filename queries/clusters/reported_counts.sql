-- question: What do registers and surveys report about clusters?
-- grain: one row per place, year and metric, as its source counts; benchmarks of the EU always
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- column: place VARCHAR name of the place
-- column: year BIGINT year the figure refers to
-- column: metric VARCHAR what is counted
-- column: value DOUBLE the value, in its unit
-- column: unit VARCHAR unit of the value
-- column: unit_note VARCHAR what exactly is counted, and whether the figure is rounded; none without a remark
-- column: source_url VARCHAR web page the row was compiled from
-- column: confidence VARCHAR how sure the row is, judged from its source
SELECT
    place.name_en AS place,
    count.year,
    replace(count.metric, '_', ' ') AS metric,
    count.value,
    count.unit,
    count.unit_note,
    count.source_url,
    count.confidence
FROM cluster_counts AS count
JOIN places AS place USING (place_code)
-- Rows derived from the listed clusters are left out: the rate by country is that number, computed afresh.
WHERE NOT starts_with(count.source_url, 'derived:')
    AND (chosen($country, count.place_code)
        OR place.type = 'eu_aggregate')
ORDER BY place.name_en, count.metric, count.year
