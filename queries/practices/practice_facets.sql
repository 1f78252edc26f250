-- question: How many good practices would each choice of a filter show, the other filters staying as they are?
-- grain: one row per filter and choice, and one for “any” with all of its choices together
-- parameter: words VARCHAR: words that must all occur, in any case and with or without accents; empty for all
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- parameter: practice_theme VARCHAR[]: themes; empty for all
-- parameter: provenance VARCHAR[]: confirmed, likely, other; empty for all
-- parameter: adopted VARCHAR: yes for practices taken up, no for the others, anything else for all
-- column: facet VARCHAR the filter: its parameter's name
-- column: choice VARCHAR value of the choice, or “any”
-- column: label VARCHAR the choice as a reader sees it
-- column: practices BIGINT how many practices
-- column: confirmed BIGINT practices confirmed as among the 30 exchanged
-- column: likely BIGINT practices likely among the 30 exchanged
-- column: other BIGINT practices that are others of the same kind
WITH found AS (
    SELECT
        practice.country_code,
        practice.theme,
        practice.provenance,
        practice.is_taken_up,
        chosen($country, practice.country_code) AS in_country,
        chosen($practice_theme, practice.theme) AS in_theme,
        chosen($provenance, practice.provenance) AS in_provenance,
        $adopted::VARCHAR NOT IN ('yes', 'no') OR practice.is_taken_up = ($adopted::VARCHAR = 'yes') AS in_adopted
    FROM practice_reach AS practice
    WHERE has_words($words, practice.search_text)
),
-- A practice counts for a choice of one filter where the other filters let it through.
hits AS (
    SELECT
        provenance,
        unnest([
            {facet: 'country', choice: country_code, fits: in_theme AND in_provenance AND in_adopted},
            {facet: 'country', choice: 'any', fits: in_theme AND in_provenance AND in_adopted},
            {facet: 'practice_theme', choice: theme, fits: in_country AND in_provenance AND in_adopted},
            {facet: 'practice_theme', choice: 'any', fits: in_country AND in_provenance AND in_adopted},
            {facet: 'provenance', choice: provenance, fits: in_country AND in_theme AND in_adopted},
            {facet: 'provenance', choice: 'any', fits: in_country AND in_theme AND in_adopted},
            {facet: 'adopted', choice: if(is_taken_up, 'yes', 'no'), fits: in_country AND in_theme AND in_provenance},
            {facet: 'adopted', choice: 'any', fits: in_country AND in_theme AND in_provenance}
        ], recursive := true)
    FROM found
),
choices (facet, choice, label, position) AS (
    SELECT 'country', country_code, country, 0 FROM partner_countries
    UNION ALL
    SELECT DISTINCT 'practice_theme', theme, theme, 0 FROM practices
    UNION ALL
    SELECT 'provenance', unnest(['confirmed', 'likely', 'other']), unnest(['confirmed', 'likely', 'other']),
        unnest([1, 2, 3])
    UNION ALL
    SELECT 'adopted', unnest(['yes', 'no']), unnest(['taken up', 'not taken up']), unnest([1, 2])
    UNION ALL
    SELECT unnest(['country', 'practice_theme', 'provenance', 'adopted']), 'any', 'any', -1
)
SELECT
    choice.facet,
    choice.choice,
    choice.label,
    count(hit.provenance) AS practices,
    count(*) FILTER (hit.provenance = 'confirmed') AS confirmed,
    count(*) FILTER (hit.provenance = 'likely') AS likely,
    count(*) FILTER (hit.provenance = 'other') AS other
FROM choices AS choice
LEFT JOIN hits AS hit ON hit.facet = choice.facet AND hit.choice = choice.choice AND hit.fits
GROUP BY choice.facet, choice.choice, choice.label, choice.position
ORDER BY choice.facet, choice.position, choice.label, choice.choice
