-- question: What did the regions themselves find on skills, awareness and challenges?
-- grain: one row per finding of the chosen countries, or per joint finding where none is chosen; by country and number
-- parameter: country VARCHAR[]: codes of the countries; empty for the joint findings
-- column: finding_id VARCHAR identifier of the finding
-- column: country_code VARCHAR Eurostat code of the country; none for findings on all ten
-- column: place VARCHAR country and region it is about
-- column: topic VARCHAR skills, awareness or challenge
-- column: finding VARCHAR what was found
-- column: source_url VARCHAR page it stands on
SELECT
    finding.finding_id,
    finding.country_code,
    concat_ws(
        ', ',
        coalesce(partner.country, 'All ten countries'),
        if(finding.place_code IN ('ALL', finding.country_code), NULL, finding.region_name)
    ) AS place,
    finding.topic,
    finding.finding,
    finding.source_url
FROM findings AS finding
LEFT JOIN partner_countries AS partner USING (country_code)
WHERE
    finding.topic IN ('skills', 'awareness', 'challenge')
    AND if(len($country) = 0, finding.country_code IS NULL, list_contains($country, finding.country_code))
ORDER BY partner.country NULLS FIRST, finding.finding_id
