INSERT INTO schedule_bookings (schedule_id, date, booked)
VALUES (:schedule_id, :date, 1)
ON CONFLICT (schedule_id, date) DO UPDATE
SET booked = schedule_bookings.booked + 1
