-- question: How many rules make the ideas?
-- grain: one row over all rules
SELECT count(*) AS rules FROM idea_rules
