-- question: How many good practices are these, how sure is it that they are among the 30, and where do they stand?
-- grain: one row over the practices; west, east, south and north frame their points with a margin of one degree
-- parameter: practice VARCHAR[]: identifiers of the practices; none where empty
-- column: practices BIGINT how many practices
-- column: confirmed BIGINT practices confirmed as among the 30 exchanged
-- column: likely BIGINT practices likely among the 30 exchanged
-- column: other BIGINT practices that are others of the same kind
-- column: taken_up BIGINT practices that a region selected or has in its plan
-- column: taken_up_confirmed BIGINT of the confirmed, how many are taken up
-- column: taken_up_likely BIGINT of the likely, how many are taken up
-- column: taken_up_other BIGINT of the others, how many are taken up
-- column: national BIGINT practices of a whole country
-- column: national_confirmed BIGINT of the confirmed, how many are of a whole country
-- column: national_likely BIGINT of the likely, how many are of a whole country
-- column: national_other BIGINT of the others, how many are of a whole country
-- column: without_point BIGINT practices with no place on the map
-- column: points BIGINT how many points on the map
-- column: west DOUBLE western edge, in degrees of longitude; none without a point
-- column: east DOUBLE eastern edge, in degrees of longitude; none without a point
-- column: south DOUBLE southern edge, in degrees of latitude; none without a point
-- column: north DOUBLE northern edge, in degrees of latitude; none without a point
SELECT
    count(*) AS practices,
    count(*) FILTER (provenance = 'confirmed') AS confirmed,
    count(*) FILTER (provenance = 'likely') AS likely,
    count(*) FILTER (provenance = 'other') AS other,
    count(*) FILTER (is_taken_up) AS taken_up,
    count(*) FILTER (is_taken_up AND provenance = 'confirmed') AS taken_up_confirmed,
    count(*) FILTER (is_taken_up AND provenance = 'likely') AS taken_up_likely,
    count(*) FILTER (is_taken_up AND provenance = 'other') AS taken_up_other,
    count(*) FILTER (is_national) AS national,
    count(*) FILTER (is_national AND provenance = 'confirmed') AS national_confirmed,
    count(*) FILTER (is_national AND provenance = 'likely') AS national_likely,
    count(*) FILTER (is_national AND provenance = 'other') AS national_other,
    count(*) FILTER (latitude IS NULL OR longitude IS NULL) AS without_point,
    count(DISTINCT (latitude, longitude)) FILTER (latitude IS NOT NULL AND longitude IS NOT NULL) AS points,
    min(longitude) - 1 AS west,
    max(longitude) + 1 AS east,
    min(latitude) - 1 AS south,
    max(latitude) + 1 AS north
FROM practice_reach
WHERE list_contains($practice::VARCHAR[], practice_id)
