--! stream
SELECT r.id, CAST(r.date AS TEXT) AS value
FROM reservations r
WHERE NOT EXISTS (SELECT 1 FROM staged_queues q WHERE q.id = r.id)
ORDER BY r.id
