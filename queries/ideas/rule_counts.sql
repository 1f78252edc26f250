-- question: How many rules make the ideas?
-- grain: one row over all rules
-- column: rules BIGINT how many rules
SELECT count(*) AS rules FROM idea_rules
