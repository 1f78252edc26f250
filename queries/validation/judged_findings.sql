-- question: Which findings can experts judge?
-- grain: one row per finding, those on all regions first, then by place
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
