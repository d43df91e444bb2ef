INSERT INTO holidays (doctor_id, first_date, last_date, reason, created_at, updated_at)
VALUES (:doctor_id, :first_date, :last_date, :reason, :now, :now)
RETURNING id
