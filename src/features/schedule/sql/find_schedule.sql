SELECT id, doctor_id, date, start_time, end_time, created_at, updated_at, deleted_at, quota
FROM schedules
WHERE id = :id
  AND deleted_at IS NULL
