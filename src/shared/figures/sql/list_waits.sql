SELECT q.wait_seconds
FROM queues q
JOIN reservations r ON r.id = q.id
WHERE q.poly_id = :poly_id
  AND q.date = :date
  AND q.wait_seconds IS NOT NULL
  AND r.deleted_at IS NULL
ORDER BY q.wait_seconds
