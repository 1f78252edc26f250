-- question: Which instruments of one country and territory support nearly the same, and do they share time?
-- grain: one row per pair of instruments at or above the threshold, family by family
-- parameter: threshold DOUBLE: from which score on a pair counts, 0 to 1
-- parameter: weights DOUBLE[]: weights of themes, support stages and beneficiaries
-- column: family_id VARCHAR identifier of the family: that of its first instrument
-- column: family_size BIGINT how many instruments the family has
-- column: country_code VARCHAR Eurostat code of the country
-- column: country VARCHAR name of the country
-- column: first_id VARCHAR identifier of the first instrument
-- column: first_name VARCHAR English name of the first
-- column: second_id VARCHAR identifier of the second instrument
-- column: second_name VARCHAR English name of the second
-- column: score DOUBLE weighted mean of the three likenesses, 0 to 1
-- column: theme_likeness DOUBLE common themes out of all themes of the two, 0 to 1
-- column: stage_likeness DOUBLE common support stages out of all of the two, 0 to 1
-- column: beneficiary_likeness DOUBLE common beneficiaries out of all of the two, 0 to 1
-- column: relation VARCHAR overlap, possible overlap (years not known) or successors
-- column: common_themes VARCHAR the common themes, separated by semicolons; '' without any
-- column: common_stages VARCHAR the common support stages, separated by semicolons; '' without any
-- column: common_beneficiaries VARCHAR the common beneficiaries, separated by semicolons; '' without any
-- column: first_kind VARCHAR kind of the first
-- column: second_kind VARCHAR kind of the second
-- column: first_provider VARCHAR provider of the first
-- column: second_provider VARCHAR provider of the second
-- column: first_place VARCHAR place of the first
-- column: second_place VARCHAR place of the second
-- column: earlier_name VARCHAR name of the earlier of two successors; none for others
-- column: later_name VARCHAR name of the later of two successors; none for others
-- column: earlier_end BIGINT last year of the earlier; none but for successors
-- column: later_start BIGINT first year of the later; none but for successors
-- Kept for the steps below instead of written out anew in each: planning takes longer than counting here.
WITH RECURSIVE chosen AS MATERIALIZED (
    SELECT
        *,
        list_distinct(themes) AS theme_set,
        list_distinct(support_stages) AS stage_set,
        list_distinct(beneficiaries) AS beneficiary_set
    FROM instrument_profiles
),
-- Two instruments share territory when one's place lies within the other's.
pairs AS MATERIALIZED (
    SELECT
        one.country_code,
        one.country,
        one.instrument_id AS first_id,
        one.name_en AS first_name,
        other.instrument_id AS second_id,
        other.name_en AS second_name,
        list_intersect(one.theme_set, other.theme_set) AS shared_themes,
        list_intersect(one.stage_set, other.stage_set) AS shared_stages,
        list_intersect(one.beneficiary_set, other.beneficiary_set) AS shared_beneficiaries,
        len(shared_themes) / (len(one.theme_set) + len(other.theme_set) - len(shared_themes)) AS theme_likeness,
        len(shared_stages) / (len(one.stage_set) + len(other.stage_set) - len(shared_stages)) AS stage_likeness,
        len(shared_beneficiaries)
            / (len(one.beneficiary_set) + len(other.beneficiary_set) - len(shared_beneficiaries))
            AS beneficiary_likeness,
        -- Rounded, so that a score that is the threshold on paper is not below it by a rounding error.
        half_up(
            (
                theme_likeness * ($weights::DOUBLE[])[1]
                + stage_likeness * ($weights::DOUBLE[])[2]
                + beneficiary_likeness * ($weights::DOUBLE[])[3]
            ) / list_sum($weights::DOUBLE[]),
            3
        ) AS score,
        CASE
            WHEN one.end_year < other.start_year OR other.end_year < one.start_year THEN 'successors'
            WHEN one.first_year <= other.last_year AND other.first_year <= one.last_year THEN 'overlap'
            ELSE 'possible overlap'
        END AS relation,
        other.end_year < one.start_year AS is_second_earlier,
        one.themes AS first_themes,
        one.support_stages AS first_stages,
        one.beneficiaries AS first_beneficiaries,
        one.kind AS first_kind,
        other.kind AS second_kind,
        one.provider AS first_provider,
        other.provider AS second_provider,
        one.place AS first_place,
        other.place AS second_place,
        one.start_year AS first_start,
        one.end_year AS first_end,
        other.start_year AS second_start,
        other.end_year AS second_end
    FROM chosen AS one
    JOIN chosen AS other
        ON one.country_code = other.country_code
        AND one.instrument_id < other.instrument_id
        AND (starts_with(one.territory, other.territory) OR starts_with(other.territory, one.territory))
    WHERE score >= half_up(try_cast($threshold::VARCHAR AS DOUBLE), 3)
),
-- All that can be reached from an instrument over pairs is its family.
reached AS (
    SELECT first_id AS member_id, first_id AS reached_id FROM pairs
    UNION
    SELECT second_id, second_id FROM pairs
    UNION
    SELECT reached.member_id, unnest([pairs.first_id, pairs.second_id])
    FROM reached
    JOIN pairs ON reached.reached_id IN (pairs.first_id, pairs.second_id)
),
families AS (
    SELECT member_id, min(reached_id) AS family_id, count(*) AS family_size FROM reached GROUP BY member_id
)
SELECT
    family_id,
    family_size,
    country_code,
    country,
    first_id,
    first_name,
    second_id,
    second_name,
    score,
    half_up(theme_likeness, 2) AS theme_likeness,
    half_up(stage_likeness, 2) AS stage_likeness,
    half_up(beneficiary_likeness, 2) AS beneficiary_likeness,
    relation,
    array_to_string(list_filter(first_themes, lambda each: list_contains(shared_themes, each)), '; ') AS common_themes,
    array_to_string(list_filter(first_stages, lambda each: list_contains(shared_stages, each)), '; ') AS common_stages,
    array_to_string(list_filter(first_beneficiaries, lambda each: list_contains(shared_beneficiaries, each)), '; ')
        AS common_beneficiaries,
    first_kind,
    second_kind,
    first_provider,
    second_provider,
    first_place,
    second_place,
    CASE WHEN relation = 'successors' AND is_second_earlier THEN second_name
        WHEN relation = 'successors' THEN first_name END AS earlier_name,
    CASE WHEN relation = 'successors' AND is_second_earlier THEN first_name
        WHEN relation = 'successors' THEN second_name END AS later_name,
    CASE WHEN relation = 'successors' AND is_second_earlier THEN second_end
        WHEN relation = 'successors' THEN first_end END AS earlier_end,
    CASE WHEN relation = 'successors' AND is_second_earlier THEN first_start
        WHEN relation = 'successors' THEN second_start END AS later_start
FROM pairs
JOIN families ON families.member_id = pairs.first_id
ORDER BY
    count(*) FILTER (WHERE relation = 'overlap') OVER (PARTITION BY family_id) DESC,
    max(score) OVER (PARTITION BY family_id) DESC,
    family_size DESC, family_id, score DESC, first_id, second_id
