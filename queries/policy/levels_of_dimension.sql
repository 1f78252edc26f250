-- question: What are the levels of a dimension called, and when is each reached?
-- grain: one row per level, 0 to 5
-- parameter: dimension VARCHAR: identifier of the dimension, D1 to D8
-- column: dimension_id VARCHAR code of the dimension, D1 to D8
-- column: dimension VARCHAR name of the dimension of cluster policy
-- column: question VARCHAR the question the dimension asks of a government
-- column: level BIGINT level, 0 to 5
-- column: label VARCHAR name of the level
-- column: criterion VARCHAR what has to be seen for the level to be given
SELECT dimension_id, named.dimension, named.question, rubric.level, rubric.label, rubric.criterion
FROM maturity_rubric AS rubric
JOIN rubric_dimensions AS named USING (dimension_id)
WHERE dimension_id = $dimension
ORDER BY rubric.level
