-- question: In which dimensions is cluster policy assessed?
-- grain: one row per dimension of the rubric
-- column: dimension_id VARCHAR code of the dimension, D1 to D8
-- column: dimension VARCHAR name of the dimension of cluster policy
-- column: short_name VARCHAR its name where there is little room
-- column: question VARCHAR the question the dimension asks of a government
SELECT dimension_id, dimension, short_name, question
FROM rubric_dimensions
ORDER BY dimension_id
