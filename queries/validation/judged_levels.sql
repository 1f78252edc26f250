-- question: Which levels can experts judge, and what does each rest on?
-- grain: one row per assessment, each country before its regions; its identifier names it in rounds of validation
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: tier VARCHAR: national, regional or both
-- parameter: year VARCHAR: the year, in four digits; empty for all
-- parameter: dimension VARCHAR[]: identifiers of the dimensions; empty for all
SELECT
    assessment.assessment_id,
    partner.country_code,
    assessment.place_code,
    place.name_en AS place,
    assessment.tier,
    partner.country,
    assessment.dimension_id,
    rubric.dimension,
    assessment.year,
    assessment.level,
    rubric.label AS level_label,
    rubric.criterion,
    assessment.evidence,
    assessment.confidence,
    assessment.source_title,
    assessment.source_url
FROM maturity_assessments AS assessment
JOIN partner_countries AS partner USING (country_code)
JOIN places AS place USING (place_code)
JOIN maturity_rubric AS rubric USING (dimension_id, level)
WHERE (len($country::VARCHAR[]) = 0 OR list_contains($country::VARCHAR[], partner.country_code))
    AND ($tier::VARCHAR = 'both' OR assessment.tier = $tier::VARCHAR)
    AND ($year::VARCHAR = '' OR assessment.year::VARCHAR = $year::VARCHAR)
    AND (len($dimension::VARCHAR[]) = 0 OR list_contains($dimension::VARCHAR[], assessment.dimension_id))
ORDER BY partner.country, assessment.tier, place, assessment.dimension_id, assessment.year, assessment.assessment_id
