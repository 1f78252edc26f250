-- question: In which dimensions is cluster policy assessed?
-- grain: one row per dimension of the rubric
SELECT dimension_id, any_value(dimension) AS dimension, any_value(question) AS question
FROM maturity_rubric
GROUP BY dimension_id
ORDER BY dimension_id
