SELECT COUNT(*) AS broken
FROM reservations r
JOIN statuses s ON s.id = r.status_id
WHERE r.cancel_reason IS NOT NULL
  AND s.status_name <> 'CANCELLED'
