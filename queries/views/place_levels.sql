-- question: At which maturity level is each place's government, year by year?
-- grain: one row per place, dimension and year assessed; a place is a partner country or one of its regions
SELECT
    assessment.assessment_id,
    assessment.place_code,
    place.name_en AS place,
    assessment.tier,
    partner.country_code,
    partner.country,
    assessment.dimension_id,
    named.dimension,
    assessment.year,
    assessment.level,
    rubric.label AS level_label,
    rubric.criterion,
    assessment.evidence,
    assessment.confidence,
    assessment.source_title,
    assessment.source_year,
    assessment.source_url
FROM maturity_assessments AS assessment
JOIN partner_countries AS partner USING (country_code)
JOIN places AS place USING (place_code)
JOIN maturity_rubric AS rubric USING (dimension_id, level)
JOIN rubric_dimensions AS named USING (dimension_id)
-- Should two rows assess the same, the one with the last identifier counts.
QUALIFY row_number() OVER (
    PARTITION BY assessment.place_code, assessment.tier, dimension_id, assessment.year
    ORDER BY assessment.assessment_id DESC
) = 1
