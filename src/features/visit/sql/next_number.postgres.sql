INSERT INTO queue_counters (poly_id, date, last_number)
VALUES (:poly_id, :date, 1)
ON CONFLICT (poly_id, date) DO UPDATE
SET last_number = queue_counters.last_number + 1
RETURNING last_number
