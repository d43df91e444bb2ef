SELECT COUNT(*) AS overlaps
FROM schedules
WHERE doctor_id = :doctor_id
  AND date = :date
  AND start_time < :end_time
  AND end_time > :start_time
  AND id <> :ignored_id
  AND deleted_at IS NULL
