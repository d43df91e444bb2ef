-- Gives the next number of the poly and day.
WITH counter AS (
    INSERT INTO queue_counters (poly_id, date, last_number)
    VALUES (:poly_id, :date, 1)
    ON CONFLICT (poly_id, date) DO UPDATE
    SET last_number = queue_counters.last_number + 1
    RETURNING last_number
), reservation AS (
    INSERT INTO reservations
        (patient_id, poly_id, schedule_id, date, bpjs, status_id, created_at, updated_at
        , priority --? priority
        )
    VALUES (:patient_id, :poly_id, :schedule_id, :date, :bpjs, :status_id, :now, :now
        , :priority --? priority
        )
    RETURNING id
)
INSERT INTO queues
    (id, reservation_id, poly_id, queue_number, date, re_reservation_time, created_at, updated_at)
SELECT reservation.id, reservation.id, :poly_id, counter.last_number, :date, :time, :now, :now
FROM counter, reservation
RETURNING id, queue_number
