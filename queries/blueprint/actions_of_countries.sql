-- question: Which actions are planned, from when on, and which practices stand behind them?
-- grain: one row per action of the chosen countries, by country and action
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- column: action_id VARCHAR identifier of the action
-- column: country VARCHAR name of the country
-- column: place VARCHAR name of the place
-- column: title VARCHAR title of the action
-- column: summary VARCHAR what the action does and how far it has come; none where not told
-- column: starts VARCHAR when it starts, as month and year or year; none where not known
-- column: practices VARCHAR the practices behind it with their countries, separated by semicolons; none without any
-- column: source_url VARCHAR web page the row was compiled from
WITH named AS (
    SELECT
        inspiration.action_id,
        coalesce(practice.title, 'title not given') AS title,
        inspiration.certainty,
        string_agg(DISTINCT coalesce(origin.country, 'country not given'), ', '
            ORDER BY coalesce(origin.country, 'country not given')) AS origins,
        min(inspiration.inspiration_id) AS first_id
    FROM action_inspirations AS inspiration
    LEFT JOIN practices AS practice USING (practice_id)
    LEFT JOIN partner_countries AS origin
        ON origin.country_code = coalesce(practice.country_code, inspiration.practice_country_code)
    GROUP BY ALL
),
behind AS (
    SELECT
        action_id,
        string_agg(
            title || ' (' || origins || ')' || if(certainty = 'stated', '', ', ' || certainty),
            '; ' ORDER BY first_id
        ) AS practices
    FROM named
    GROUP BY action_id
)
SELECT
    action.action_id,
    partner.country,
    place.name_en AS place,
    action.title,
    action.summary,
    CASE action.start_precision
        WHEN 'year' THEN strftime(action.start_date, '%Y')
        ELSE strftime(action.start_date, '%B %Y')
    END AS starts,
    behind.practices,
    action.source_url
FROM actions AS action
JOIN partner_countries AS partner USING (country_code)
JOIN places AS place USING (place_code)
LEFT JOIN behind USING (action_id)
WHERE chosen($country, action.country_code)
ORDER BY partner.country, action.action_id
