INSERT INTO queue_counters (poly_id, date, last_number)
VALUES (:poly_id, :date, :number)
ON CONFLICT (poly_id, date) DO UPDATE
SET last_number = CASE
    WHEN queue_counters.last_number < :number THEN :number
    ELSE queue_counters.last_number
END
