UPDATE reservations
SET poly_id = :poly_id, schedule_id = :schedule_id, date = :date, bpjs = :bpjs,
    status_id = :status_id, checked_in_at = :checked_in_at, cancel_reason = :cancel_reason,
    updated_at = :now
WHERE id = :id
