UPDATE reservations
SET poly_id = :poly_id, schedule_id = :schedule_id, date = :date, bpjs = :bpjs,
    status_id = :status_id, updated_at = :now
WHERE id = :id
