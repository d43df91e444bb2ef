SELECT COUNT(*) AS broken
FROM reservations r
LEFT JOIN queues q ON q.id = r.id
WHERE q.id IS NULL
   OR q.reservation_id <> r.id
   OR q.poly_id <> r.poly_id
   OR q.date <> r.date
