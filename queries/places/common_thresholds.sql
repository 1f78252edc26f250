-- question: How many places are most, and how much of an index must be known?
-- grain: one row
-- column: most_places INTEGER how many of the ten countries count as most
-- column: enough_pct INTEGER the share of the weight from which on a country gets an index, in per cent
SELECT most_places, enough_pct
FROM thresholds
