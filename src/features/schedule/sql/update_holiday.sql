UPDATE holidays
SET doctor_id = :doctor_id, first_date = :first_date, last_date = :last_date, reason = :reason,
    updated_at = :now
WHERE id = :id
