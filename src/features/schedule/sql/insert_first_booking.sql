INSERT INTO schedule_bookings (schedule_id, date, booked)
SELECT id, :date, 1
FROM schedules
WHERE id = :schedule_id
  AND deleted_at IS NULL
  AND (quota IS NULL OR quota > 0)
ON CONFLICT DO NOTHING
