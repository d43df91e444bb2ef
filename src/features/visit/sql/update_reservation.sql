UPDATE reservations
SET poly_id = :poly_id, date = :date, bpjs = :bpjs, updated_at = :now
WHERE id = :id
