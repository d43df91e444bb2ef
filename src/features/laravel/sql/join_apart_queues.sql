-- When a patient was called is known only if the day was right.
UPDATE staged_queues
SET poly_id = r.poly_id,
    date = r.date,
    called_at = CASE WHEN staged_queues.date = r.date THEN staged_queues.called_at END
FROM reservations r
WHERE r.id = staged_queues.reservation_id
  AND (staged_queues.poly_id <> r.poly_id OR staged_queues.date <> r.date)
