INSERT INTO schedule_bookings (schedule_id, date, booked)
SELECT id, :date, 1
FROM schedules
WHERE id = :schedule_id
  AND deleted_at IS NULL
  AND (quota IS NULL OR quota > 0)
ON CONFLICT (schedule_id, date) DO UPDATE
SET booked = schedule_bookings.booked + 1
WHERE (SELECT s.quota IS NULL OR schedule_bookings.booked < s.quota
       FROM schedules s
       WHERE s.id = schedule_bookings.schedule_id)
RETURNING booked
