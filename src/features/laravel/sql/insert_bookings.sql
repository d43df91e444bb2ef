INSERT INTO schedule_bookings (schedule_id, date, booked)
SELECT r.schedule_id, r.date, COUNT(*)
FROM reservations r
JOIN statuses s ON s.id = r.status_id
WHERE r.schedule_id IS NOT NULL
  AND r.deleted_at IS NULL
  AND s.status_name <> 'CANCELLED'
GROUP BY r.schedule_id, r.date
