--! stream
SELECT q.id, CAST(q.poly_id AS TEXT) || ' ' || CAST(q.date AS TEXT) AS value
FROM staged_queues q
JOIN reservations r ON r.id = q.reservation_id
WHERE q.poly_id <> r.poly_id
   OR q.date <> r.date
ORDER BY q.id
