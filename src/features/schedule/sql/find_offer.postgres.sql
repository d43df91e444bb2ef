SELECT s.date, s.doctor_id, u.poly_id
FROM schedules s
JOIN users u ON u.id = s.doctor_id
WHERE s.id = :schedule_id
  AND s.deleted_at IS NULL
  AND u.deleted_at IS NULL
FOR SHARE OF s
