-- question: In which dimensions is cluster policy assessed?
-- grain: one row per dimension of the rubric
-- column: dimension_id VARCHAR code of the dimension, D1 to D8
-- column: dimension VARCHAR name of the dimension of cluster policy
-- column: short_name VARCHAR its name where there is little room
-- column: question VARCHAR the question the dimension asks of a government
SELECT
    dimension_id,
    any_value(dimension) AS dimension,
    coalesce(any_value(short_name), any_value(dimension)) AS short_name,
    any_value(question) AS question
FROM maturity_rubric
GROUP BY dimension_id
ORDER BY dimension_id
