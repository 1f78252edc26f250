-- question: At which maturity level is each country's central government, year by year?
-- grain: one row per partner country, dimension and year assessed
SELECT
    partner.country_code,
    partner.country,
    assessment.dimension_id,
    rubric.dimension,
    assessment.year,
    assessment.level,
    rubric.label AS level_label,
    assessment.evidence,
    assessment.confidence,
    assessment.source_title,
    assessment.source_url
FROM maturity_assessments AS assessment
JOIN partner_countries AS partner USING (country_code)
JOIN maturity_rubric AS rubric USING (dimension_id, level)
WHERE assessment.tier = 'national'
