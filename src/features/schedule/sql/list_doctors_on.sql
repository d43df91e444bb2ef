SELECT s.doctor_id
FROM schedules s
JOIN users u ON u.id = s.doctor_id
WHERE s.date = :date
  AND s.deleted_at IS NULL
  AND u.poly_id = :poly_id
  AND u.deleted_at IS NULL
ORDER BY s.start_time, s.id
