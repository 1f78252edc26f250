-- question: In which towns do these good practices stand?
-- grain: one row per point on the map and provenance, the most practices first
-- parameter: practice VARCHAR[]: identifiers of the practices; none where empty
-- column: provenance VARCHAR whether the practice is confirmed as one of the 30 exchanged, likely, or another
-- column: country VARCHAR name of the country
-- column: city VARCHAR town, or the region where no town is known
-- column: latitude DOUBLE latitude of the town centre, in degrees
-- column: longitude DOUBLE longitude of the town centre, in degrees
-- column: practices BIGINT how many practices
-- column: national BIGINT of these, how many are of a whole country
-- column: titles VARCHAR[] their titles
SELECT
    provenance,
    country,
    coalesce(max(city), max(region_name)) AS city,
    latitude,
    longitude,
    count(*) AS practices,
    count(*) FILTER (is_national) AS national,
    list(title || if(is_national, ' (national)', '') ORDER BY fold(title)) AS titles
FROM practice_reach
WHERE list_contains($practice::VARCHAR[], practice_id)
    AND latitude IS NOT NULL
    AND longitude IS NOT NULL
GROUP BY provenance, provenance_order, country, latitude, longitude
ORDER BY practices DESC, city, provenance_order, latitude, longitude
