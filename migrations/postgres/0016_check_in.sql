-- When the patient came to the clinic; why staff may call the patient before others (call-next does
-- not); why the visit was cancelled, as long as it is.
ALTER TABLE reservations ADD COLUMN checked_in_at TIMESTAMP(0);
ALTER TABLE reservations ADD COLUMN priority TEXT
    CHECK (priority IN ('lansia', 'ibu_hamil', 'disabilitas', 'balita'));
ALTER TABLE reservations ADD COLUMN cancel_reason TEXT;
CREATE INDEX reservations_priority ON reservations (priority, date) WHERE priority IS NOT NULL;
ALTER TABLE last_moves ADD COLUMN cancel_reason TEXT;
-- What an entry says beside its kind: the reason of a cancellation, a new priority.
ALTER TABLE events ADD COLUMN note TEXT;

CREATE OR REPLACE VIEW visits AS
SELECT
    r.id, r.patient_id, r.poly_id, r.schedule_id, r.date, r.bpjs, r.status_id,
    r.created_at, r.updated_at, r.deleted_at,
    q.id AS queue_id, q.poly_id AS queue_poly_id, q.queue_number, q.date AS queue_date,
    q.re_reservation_time, q.call_time,
    q.created_at AS queue_created_at, q.updated_at AS queue_updated_at,
    q.deleted_at AS queue_deleted_at, q.number_of_calls, q.notification_status,
    p.patient_name, p.no_bpjs, p.whatsapp_number, p.email, p.chat_id,
    p.created_at AS patient_created_at, p.updated_at AS patient_updated_at,
    p.deleted_at AS patient_deleted_at,
    r.checked_in_at, r.priority, r.cancel_reason
FROM reservations r
JOIN queues q ON q.id = r.id
JOIN patients p ON p.id = r.patient_id;
