-- By the index of the numbers: a poly where thousands wait costs no more than one where three do.
SELECT q.queue_number
FROM queues q
JOIN reservations r ON r.id = q.id
WHERE q.poly_id = :poly_id
  AND q.date = :date
  AND r.status_id = :waiting_id
  AND r.deleted_at IS NULL
ORDER BY q.queue_number
LIMIT :size
