SELECT s.id, u.poly_id, u.name AS doctor, s.start_time
FROM schedules s
JOIN users u ON u.id = s.doctor_id
WHERE s.date = :date
  AND s.deleted_at IS NULL
ORDER BY s.start_time, s.id
