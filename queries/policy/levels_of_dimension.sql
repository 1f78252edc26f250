-- question: What are the levels of a dimension called, and when is each reached?
-- grain: one row per level, 0 to 5
-- parameter: dimension VARCHAR: identifier of the dimension, D1 to D8
SELECT dimension_id, dimension, question, level, label, criterion
FROM maturity_rubric
WHERE dimension_id = $dimension
ORDER BY level
