SELECT COUNT(*) AS broken
FROM events e
LEFT JOIN reservations r ON r.id = e.reservation_id
WHERE r.id IS NULL
