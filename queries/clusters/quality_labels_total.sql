-- question: How many listed clusters hold a label of management excellence?
-- grain: one row over the chosen countries
-- parameter: country VARCHAR[]: codes of the countries; empty for all
-- column: listed BIGINT clusters listed
-- column: labelled BIGINT clusters with a label
-- column: gold BIGINT clusters with the gold label
-- column: first_year BIGINT earliest known year of a label; none without one
-- column: last_year BIGINT latest known year of a label; none without one
-- column: year_unknown BIGINT labelled clusters whose year is not known
SELECT
    count(*) AS listed,
    count(quality_label) AS labelled,
    count(*) FILTER (quality_label = 'gold') AS gold,
    min(quality_label_year) AS first_year,
    max(quality_label_year) AS last_year,
    count(*) FILTER (quality_label IS NOT NULL AND quality_label_year IS NULL) AS year_unknown
FROM cluster_organisations
WHERE chosen($country, country_code)
