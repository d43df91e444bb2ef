-- The days come from the bookings, so that the index of days finds the visits.
SELECT COUNT(*) AS visits
FROM schedule_bookings b
JOIN reservations r ON r.date = b.date AND r.schedule_id = b.schedule_id
JOIN statuses s ON s.id = r.status_id
WHERE b.schedule_id = :schedule_id
  AND r.deleted_at IS NULL
  AND s.status_name NOT IN (:done, :cancelled)
