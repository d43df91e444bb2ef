UPDATE schedules
SET doctor_id = :doctor_id, date = :date, start_time = :start_time, end_time = :end_time,
    quota = :quota, updated_at = :now
WHERE id = :id
