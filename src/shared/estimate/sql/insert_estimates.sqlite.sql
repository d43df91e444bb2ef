-- An array for each visit: reservation_id, poly_id, from_at, to_at.
INSERT INTO wait_estimates (reservation_id, poly_id, date, from_at, to_at)
SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), :date,
       json_extract(value, '$[2]'), json_extract(value, '$[3]')
FROM json_each(:told)
WHERE TRUE
ON CONFLICT DO NOTHING
