-- Gives the next number of the poly and day.
INSERT INTO queue_counters (poly_id, date, last_number)
VALUES (:poly_id, :date, 1)
ON CONFLICT (poly_id, date) DO UPDATE
SET last_number = queue_counters.last_number + 1;
INSERT INTO reservations
    (patient_id, poly_id, schedule_id, date, bpjs, status_id, created_at, updated_at
    , priority --? priority
    )
VALUES (:patient_id, :poly_id, :schedule_id, :date, :bpjs, :status_id, :now, :now
    , :priority --? priority
    );
INSERT INTO queues
    (id, reservation_id, poly_id, queue_number, date, re_reservation_time, created_at, updated_at)
VALUES
    (last_insert_rowid(), last_insert_rowid(), :poly_id,
     (SELECT last_number FROM queue_counters WHERE poly_id = :poly_id AND date = :date),
     :date, :time, :now, :now);
SELECT id, queue_number
FROM queues
WHERE id = last_insert_rowid()
