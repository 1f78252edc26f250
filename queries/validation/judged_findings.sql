-- question: Which findings can experts judge?
-- grain: one row per finding, those on all regions first, then by place
-- column: finding_id VARCHAR identifier of the finding
-- column: country_code VARCHAR Eurostat code of the country; none for findings on all ten
-- column: place VARCHAR name of the place
-- column: topic VARCHAR what it is about
-- column: finding VARCHAR the finding, in one or two sentences
-- column: source_url VARCHAR web page the row was compiled from
SELECT
    finding.finding_id,
    finding.country_code,
    coalesce(place.name_en, finding.region_name) AS place,
    finding.topic,
    finding.finding,
    finding.source_url
FROM findings AS finding
LEFT JOIN places AS place USING (place_code)
ORDER BY finding.place_code IS DISTINCT FROM 'ALL', place, finding.finding_id
