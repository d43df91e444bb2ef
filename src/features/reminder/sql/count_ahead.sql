SELECT COUNT(*) AS ahead
FROM reservations r
JOIN queues q ON q.id = r.id
WHERE r.date = :date
  AND r.poly_id = :poly_id
  AND r.status_id = :status_id
  AND r.deleted_at IS NULL
  AND q.queue_number < :queue_number
