-- question: What did the situation analysis find, for all ten countries or for some?
-- grain: one row per finding of the chosen countries, or per joint finding where none is chosen; by country and number
-- parameter: country VARCHAR[]: codes of the countries; empty for the joint findings
-- parameter: topic VARCHAR[]: what they are about; empty for all
-- column: finding_id VARCHAR identifier of the finding
-- column: country_code VARCHAR Eurostat code of the country; none for findings on all ten
-- column: place VARCHAR country and region, or all ten countries
-- column: topic VARCHAR what it is about
-- column: finding VARCHAR the finding, in one or two sentences
-- column: source_url VARCHAR web page the row was compiled from
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
WHERE if(len($country::VARCHAR[]) = 0, finding.country_code IS NULL, list_contains($country, finding.country_code))
    AND chosen($topic, finding.topic)
ORDER BY partner.country NULLS FIRST, finding.finding_id
