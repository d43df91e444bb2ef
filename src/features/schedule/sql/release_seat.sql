UPDATE schedule_bookings
SET booked = booked - 1
WHERE schedule_id = :schedule_id
  AND date = :date
  AND booked > 0
