-- question: In which dimensions is cluster policy assessed, and what is each called?
-- grain: one row per dimension of the rubric
-- The rubric says it again at each level; where the levels differ in it, the lowest that says something counts.
SELECT
    dimension_id,
    arg_min(dimension, level) AS dimension,
    coalesce(arg_min(short_name, level), arg_min(dimension, level)) AS short_name,
    arg_min(question, level) AS question
FROM maturity_rubric
GROUP BY dimension_id
