SELECT r.id AS reservation_id, COALESCE(r.checked_in_at, r.created_at) AS ready_at, s.start_time
FROM reservations r
LEFT JOIN schedules s ON s.id = r.schedule_id
WHERE r.id IN (SELECT value FROM json_each(:ids))
ORDER BY r.id
