INSERT INTO staged_queues
    (id, reservation_id, poly_id, queue_number, date, re_reservation_time, created_at, updated_at,
     number_of_calls, notification_status)
SELECT r.id, r.id, r.poly_id, 0, r.date, TIME '00:00:00', r.created_at, r.updated_at, 0, 0
FROM reservations r
WHERE NOT EXISTS (SELECT 1 FROM staged_queues q WHERE q.id = r.id)
