INSERT INTO queue_counters (poly_id, date, last_number)
SELECT poly_id, date, MAX(queue_number)
FROM queues
WHERE 1 = 1
GROUP BY poly_id, date
ON CONFLICT (poly_id, date) DO UPDATE
SET last_number = excluded.last_number
WHERE queue_counters.last_number < excluded.last_number
