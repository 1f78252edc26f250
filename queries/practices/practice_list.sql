-- question: What is known of each good practice?
-- grain: one row per practice, confirmed ones first, then by how far they went and by title
-- column: practice_id VARCHAR identifier of the practice
-- column: title VARCHAR title of the practice
-- column: provenance VARCHAR whether the practice is confirmed as one of the 30 exchanged, likely, or another
-- column: country VARCHAR name of the country
-- column: place VARCHAR name of the place
-- column: region_name VARCHAR region in the words of the source; the country where it is national
-- column: is_national BOOLEAN whether it is of a whole country
-- column: city VARCHAR town; none where not known
-- column: organisation VARCHAR organisation that runs it; none where not known
-- column: organisation_type VARCHAR what kind of organisation that is; none where not known
-- column: theme VARCHAR what the practice is about
-- column: start_year BIGINT first year; none where not known
-- column: end_year BIGINT last year; none where not known
-- column: summary VARCHAR what it does, in one or two sentences
-- column: challenge_addressed VARCHAR the problem it answers; none where not told
-- column: resources_eur DOUBLE money it needed, in euros; none where not published
-- column: resources_note VARCHAR what the money covers, and what else is needed; none where not told
-- column: evidence_of_success VARCHAR what shows that it works; none where not told
-- column: furthest_stage VARCHAR the furthest stage it reached
-- column: is_taken_up BOOLEAN whether a region selected it or has it in its plan
-- column: taken_up_by VARCHAR regions that selected it or have it in a plan, separated by semicolons; none without any
-- column: shortlisted_by VARCHAR regions that shortlisted it, separated by semicolons; none without any
-- column: presented_to VARCHAR regions it was presented to, separated by semicolons; none without any
-- column: inspired_actions VARCHAR actions it inspired or may have, separated by semicolons; none without any
-- column: transfer_potential VARCHAR who took it up, and what its owner says about transfer; none where not told
-- column: interreg_topic VARCHAR topic under which the programme lists it; none where it does not
-- column: source_url VARCHAR web page the row was compiled from
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
