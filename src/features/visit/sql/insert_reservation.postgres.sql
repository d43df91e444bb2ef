INSERT INTO reservations
    (patient_id, poly_id, schedule_id, date, bpjs, status_id, created_at, updated_at)
VALUES (:patient_id, :poly_id, :schedule_id, :date, :bpjs, :status_id, :now, :now)
RETURNING id
