SELECT r.id, COALESCE(q.called_at_us, 0) AS called_at_us
FROM reservations r
JOIN queues q ON q.id = r.id
WHERE r.date = :date
  AND r.poly_id = :poly_id
  AND r.status_id = :status_id
  AND r.deleted_at IS NULL
ORDER BY q.queue_number
