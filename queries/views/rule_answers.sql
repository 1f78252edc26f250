-- question: What could each rule propose, wherever the gap is?
-- grain: one row per rule and practice, instrument or provider that meets all of the rule's conditions
WITH rules AS (
    SELECT
        rule_id, answer, practice_theme, instrument_theme, kind, provider_type,
        list_filter(
            list_transform(string_split(coalesce(words, ''), ';'), lambda word: fold(trim(word))),
            lambda word: word != ''
        ) AS words
    FROM idea_rules
)
SELECT
    rules.rule_id, found.answer, found.answer_id, found.country_code, found.worth, fold(found.title) AS title_key,
    found.themes, found.stages, found.services,
    len(list_intersect(found.beneficiaries, ['micro', 'small'])) > 0 AS is_for_small
FROM rules
JOIN possible_answers AS found
    ON found.answer = rules.answer
    AND (rules.practice_theme IS NULL OR found.practice_theme = rules.practice_theme)
    AND (rules.instrument_theme IS NULL OR list_contains(found.themes, rules.instrument_theme))
    AND (rules.kind IS NULL OR found.kind = rules.kind)
    AND (rules.provider_type IS NULL OR found.provider_type = rules.provider_type)
WHERE len(rules.words) = 0 OR len(list_filter(rules.words, lambda word: contains(found.search_text, word))) > 0
