-- question: What elsewhere answers the gaps of a place, and which rule says so?
-- grain: one row per gap and idea, at most six a gap and two of one country, the most points first
-- parameter: place VARCHAR: code of the place
-- column: gap_id VARCHAR identifier of the gap
-- column: position BIGINT its place among the answers to the gap, from the best
-- column: answer VARCHAR kind of answer: practice, instrument or provider
-- column: answer_id VARCHAR identifier of the practice, instrument or provider
-- column: title VARCHAR title of a practice, name of an instrument or provider
-- column: country_code VARCHAR Eurostat code of the country
-- column: country VARCHAR name of the country
-- column: place VARCHAR name of the place
-- column: organisation VARCHAR organisation that runs or offers it; none where not known
-- column: kind VARCHAR kind of an instrument; none for other answers
-- column: years VARCHAR years of an instrument in words, as far as known; none for other answers
-- column: status VARCHAR status of an instrument in 2022; Industry 4.0 activities of a provider; none for a practice
-- column: provenance VARCHAR provenance of a practice; none for other answers
-- column: taken_up_by VARCHAR[] regions that took a practice up; none without any
-- column: evidence VARCHAR what shows that a practice works, an instrument does, a provider offers; none where not told
-- column: provider_type VARCHAR type of the provider; none for a practice
-- column: source_url VARCHAR web page the row was compiled from
-- column: rule_id VARCHAR identifier of the rule that leads to it
-- column: weight BIGINT weight of the rule, 1 to 5
-- column: reason VARCHAR why it may answer the gap, as a sentence
-- column: points BIGINT points, as the remarks count them
-- column: origin_level BIGINT highest level of its country in the dimension; none but for levels
-- column: origin_place VARCHAR whose level that is; none but for levels
-- column: origin_points DOUBLE the gap between sizes in its country, in points; none but for sizes, and where not known
-- column: peer VARCHAR the nearest peer in its country; none where it has none
-- column: is_taken_here BOOLEAN whether the place has selected this practice already
-- Points: twice the rule's weight, what speaks for the answer itself (worth), for levels how much higher its country
-- stands (at most 3), for sizes 2 where the gap there is no wider than the median, and 1 for a country of the peers;
-- 3 less for a practice that the place itself has chosen already.
WITH gaps AS (
    SELECT gap.*, compared.country_code
    FROM place_gaps AS gap
    JOIN compared_places AS compared USING (place_code)
    WHERE gap.place_code = $place::VARCHAR
),
standing AS (
    -- The highest level of any tier of a country, as its practices may come from a region.
    SELECT compared.country_code, level.dimension_id, max(level.own_level) AS level,
        arg_max(compared.place, level.own_level * 10 - compared.is_region::INTEGER) AS place
    FROM compared_levels AS level
    JOIN compared_places AS compared USING (place_code)
    WHERE level.own_level IS NOT NULL
    GROUP BY compared.country_code, level.dimension_id
),
peer_countries AS (
    SELECT peer_country, any_value(peer ORDER BY distance, peer) AS peer
    FROM place_peers
    WHERE place_code = $place::VARCHAR
    GROUP BY peer_country
),
chosen_here AS (
    SELECT DISTINCT link.practice_id
    FROM exchange_links AS link
    JOIN place_parts AS part ON part.part_code = link.place_code
    WHERE part.place_code = $place::VARCHAR AND link.stage_order >= 3
),
wanted AS (
    SELECT gaps.*, rule.rule_id, rule.weight
    FROM gaps
    JOIN idea_rules AS rule
        ON rule.gap = gaps.gap
        AND (rule.dimension_id IS NULL OR rule.dimension_id = gaps.dimension_id)
        AND (rule.theme IS NULL OR rule.theme = gaps.theme)
        AND (rule.stage IS NULL OR rule.stage = gaps.stage)
        AND (rule.indicator_id IS NULL OR rule.indicator_id = gaps.indicator_id)
        AND (rule.service IS NULL OR rule.service = gaps.service)
),
matched AS (
    SELECT
        wanted.gap_id, wanted.gap, wanted.rule_id, wanted.weight,
        wanted.own_level, wanted.median, wanted.dimension_id,
        wanted.indicator_id, wanted.gap_points, wanted.median_points,
        found.answer, found.answer_id, found.country_code, found.worth, found.title_key
    FROM wanted
    JOIN rule_answers AS found
        ON found.rule_id = wanted.rule_id
        AND found.country_code != wanted.country_code
    -- What the gap is about, the answer is about as well.
    WHERE (wanted.gap != 'service' OR found.answer != 'provider' OR list_contains(found.services, wanted.service))
        AND (
            wanted.gap != 'support' OR found.answer != 'instrument'
            OR (list_contains(found.themes, wanted.theme) AND list_contains(found.stages, wanted.stage))
        )
        AND (
            wanted.gap != 'size' OR found.answer != 'instrument'
            OR found.is_for_small
        )
    -- Where several rules lead to one answer, the weightiest gives the reason.
    QUALIFY row_number() OVER (
        PARTITION BY wanted.gap_id, found.answer, found.answer_id ORDER BY wanted.weight DESC, wanted.rule_id
    ) = 1
),
scored AS (
    SELECT
        matched.*,
        standing.level AS origin_level,
        standing.place AS origin_place,
        size.gap_points AS origin_points,
        peer_countries.peer,
        chosen_here.practice_id IS NOT NULL AS is_taken_here,
        2 * weight + worth
            + if(matched.gap = 'level', least(standing.level - own_level, 3), 0)
            + if(matched.gap = 'size' AND coalesce(size.gap_points <= matched.median_points, false), 2, 0)
            + if(peer_countries.peer_country IS NULL, 0, 1)
            - if(chosen_here.practice_id IS NULL, 0, 3) AS points
    FROM matched
    LEFT JOIN standing ON standing.country_code = matched.country_code AND standing.dimension_id = matched.dimension_id
    LEFT JOIN size_gaps_of_countries AS size
        ON size.country_code = matched.country_code AND size.indicator_id = matched.indicator_id
    LEFT JOIN peer_countries ON peer_countries.peer_country = matched.country_code
    LEFT JOIN chosen_here ON matched.answer = 'practice' AND chosen_here.practice_id = matched.answer_id
    -- Nobody learns a level from where it is no higher or below the median itself, nor how to close a gap from where it
    -- is wider.
    WHERE (matched.gap != 'level' OR (standing.level > own_level AND standing.level >= matched.median))
        AND (matched.gap != 'size' OR coalesce(size.gap_points < matched.gap_points, true))
),
of_countries AS (
    SELECT *
    FROM scored
    QUALIFY row_number() OVER (
        PARTITION BY gap_id, country_code ORDER BY points DESC, weight DESC, answer DESC, title_key, answer_id
    ) <= 2
),
ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY gap_id
            ORDER BY points DESC, weight DESC, list_position(['practice', 'instrument', 'provider'], answer),
                title_key, answer_id
        ) AS position
    FROM of_countries
)
SELECT
    ranked.gap_id, ranked.position, ranked.answer, ranked.answer_id, found.title, found.country_code, found.country,
    found.place, found.organisation, found.kind, found.years, found.status, found.provenance,
    string_split(found.taken_up_by, '; ') AS taken_up_by, found.evidence, found.provider_type, found.source_url,
    ranked.rule_id, ranked.weight, rule.reason, ranked.points,
    ranked.origin_level, ranked.origin_place, ranked.origin_points, ranked.peer, ranked.is_taken_here
FROM ranked
JOIN possible_answers AS found USING (answer, answer_id)
JOIN idea_rules AS rule USING (rule_id)
WHERE ranked.position <= 6
ORDER BY ranked.gap_id, ranked.position
