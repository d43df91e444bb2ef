SELECT COUNT(*) AS broken
FROM queues q
LEFT JOIN reservations r ON r.id = q.id
WHERE r.id IS NULL
