INSERT INTO reservations
    (patient_id, poly_id, schedule_id, date, bpjs, status_id, created_at, updated_at
    , priority --? priority
    )
VALUES (:patient_id, :poly_id, :schedule_id, :date, :bpjs, :status_id, :now, :now
    , :priority --? priority
    );
SELECT last_insert_rowid()
