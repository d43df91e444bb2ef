-- An array for each visit: reservation_id, poly_id, from_at, to_at.
INSERT INTO wait_estimates (reservation_id, poly_id, date, from_at, to_at)
SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), :date,
       CAST(value ->> 2 AS TIMESTAMP), CAST(value ->> 3 AS TIMESTAMP)
FROM json_array_elements(CAST(:told AS JSON))
ON CONFLICT DO NOTHING
