UPDATE schedule_bookings
SET booked = booked + 1
WHERE schedule_id = :schedule_id
  AND date = :date
  AND (SELECT s.deleted_at IS NULL AND (s.quota IS NULL OR schedule_bookings.booked < s.quota)
       FROM schedules s
       WHERE s.id = :schedule_id)
