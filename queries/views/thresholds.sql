-- question: How many places are most, and how much of an index must be known?
-- grain: one row; `most_places` of the ten countries, `enough_pct` of the weight of an index
SELECT 8 AS most_places, 65 AS enough_pct
