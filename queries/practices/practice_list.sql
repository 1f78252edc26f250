-- question: What is known of each good practice?
-- grain: one row per practice, confirmed ones first, then by how far they went and by title
SELECT
    practice_id,
    title,
    provenance,
    country,
    place,
    region_name,
    is_national,
    city,
    organisation,
    organisation_type,
    theme,
    start_year,
    end_year,
    summary,
    challenge_addressed,
    resources_eur,
    resources_note,
    evidence_of_success,
    furthest_stage,
    is_taken_up,
    taken_up_by,
    shortlisted_by,
    presented_to,
    inspired_actions,
    transfer_potential,
    interreg_topic,
    source_url
FROM practice_reach
ORDER BY provenance_order, furthest_order DESC, fold(title), practice_id
