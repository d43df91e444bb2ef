SELECT s.id
FROM schedules s
JOIN users u ON u.id = s.doctor_id
LEFT JOIN schedule_bookings b ON b.schedule_id = s.id AND b.date = :date
WHERE s.date >= :date
  AND s.deleted_at IS NULL
  AND u.poly_id = :poly_id
  AND u.deleted_at IS NULL
  AND (s.quota IS NULL OR COALESCE(b.booked, 0) < s.quota)
ORDER BY s.date, s.start_time, s.id
LIMIT 1
