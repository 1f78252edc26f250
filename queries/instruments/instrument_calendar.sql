-- question: In which years did the chosen instruments begin and end?
-- grain: one row per year from the first to the last that any of them names
-- parameter: instrument VARCHAR[]: identifiers of the instruments; empty for all
-- column: year BIGINT the year
-- column: begin_count BIGINT instruments that begin in it
-- column: end_count BIGINT instruments that end in it
-- column: running BIGINT instruments known to run in it
-- column: begin_names VARCHAR[] names of those that begin; empty without any
-- column: end_names VARCHAR[] names of those that end; empty without any
-- column: instruments BIGINT how many instruments are chosen
-- column: unknown_start BIGINT of these, how many have no known first year
-- column: unknown_end BIGINT of these, how many have no known last year
-- column: busiest_year BIGINT the first of the years in which most begin
-- column: busiest_begin_count BIGINT how many begin in it
WITH chosen AS (
    SELECT * FROM instrument_profiles
    WHERE chosen($instrument, instrument_id)
),
years AS (
    SELECT unnest(range(min(least(start_year, end_year)), max(greatest(start_year, end_year)) + 1)) AS year FROM chosen
)
SELECT
    year,
    count(*) FILTER (WHERE start_year = year) AS begin_count,
    count(*) FILTER (WHERE end_year = year) AS end_count,
    count(*) FILTER (WHERE year BETWEEN first_year AND last_year) AS running,
    coalesce(list(name_en ORDER BY name_en) FILTER (WHERE start_year = year), []) AS begin_names,
    coalesce(list(name_en ORDER BY name_en) FILTER (WHERE end_year = year), []) AS end_names,
    count(*) AS instruments,
    count(*) FILTER (WHERE start_year IS NULL) AS unknown_start,
    count(*) FILTER (WHERE end_year IS NULL) AS unknown_end,
    first(year ORDER BY begin_count DESC, year) OVER () AS busiest_year,
    max(begin_count) OVER () AS busiest_begin_count
FROM years
CROSS JOIN chosen
GROUP BY year
ORDER BY year
