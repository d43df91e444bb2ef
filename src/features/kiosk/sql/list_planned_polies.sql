SELECT DISTINCT u.poly_id
FROM schedules s
JOIN users u ON u.id = s.doctor_id AND u.deleted_at IS NULL
WHERE s.date > :date
  AND s.deleted_at IS NULL
  AND u.poly_id IS NOT NULL
