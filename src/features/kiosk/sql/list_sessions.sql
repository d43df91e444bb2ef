SELECT s.id AS schedule_id, s.doctor_id, u.poly_id, u.name AS doctor_name, s.start_time,
       s.end_time, s.quota, COALESCE(b.booked, 0) AS booked
FROM schedules s
JOIN users u ON u.id = s.doctor_id AND u.deleted_at IS NULL
LEFT JOIN schedule_bookings b ON b.schedule_id = s.id AND b.date = s.date
WHERE s.date = :date
  AND s.deleted_at IS NULL
ORDER BY s.start_time, s.id
LIMIT :size
