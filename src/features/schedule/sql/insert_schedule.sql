INSERT INTO schedules (doctor_id, date, start_time, end_time, quota, created_at, updated_at)
VALUES (:doctor_id, :date, :start_time, :end_time, :quota, :now, :now)
RETURNING id
