-- question: Which steps did a practice take towards regions?
-- grain: one row per step, by date; a step to all partners says so
-- parameter: practice VARCHAR: identifier of the practice
-- column: adoption_id VARCHAR identifier of the step of a practice towards a region
-- column: date DATE day of the step
-- column: stage VARCHAR how far the practice came
-- column: place VARCHAR the region that takes the step, or “all partners”
-- column: country VARCHAR its country; none where the country itself or all partners take the step
-- column: is_to_all BOOLEAN whether it goes to all partners
-- column: is_after_exchange BOOLEAN whether it came after the 30 had been exchanged
-- column: is_inferred BOOLEAN whether the source names only a country or kind, and the practice is inferred
-- column: note VARCHAR what happened; none where not told
-- column: source_url VARCHAR web page the row was compiled from
SELECT
    step.adoption_id,
    step.date,
    step.stage,
    CASE WHEN step.place_code = 'ALL' THEN 'all partners' ELSE place.name_en END AS place,
    -- Nothing where the place is the country itself, or all of them.
    if(place.place_code = step.country_code, NULL, partner.country) AS country,
    step.place_code = 'ALL' AS is_to_all,
    -- The 30 had been exchanged by the end of 2021; the visit to Slovakia of January 2022 came after them.
    step.date >= DATE '2022-01-01' AS is_after_exchange,
    -- Where the source names a country or a kind of practice, the note says that this practice is inferred.
    coalesce(contains(step.note, 'inferred'), false) AS is_inferred,
    step.note,
    step.source_url
FROM practice_adoptions AS step
JOIN places AS place USING (place_code)
LEFT JOIN partner_countries AS partner ON partner.country_code = step.country_code
WHERE step.practice_id = $practice::VARCHAR
ORDER BY step.date, step.adoption_id
