-- The visits with the doctor, and of those that wait for the doctor the one with the lowest number.
SELECT v.id, v.patient_id, v.poly_id, v.schedule_id, v.date, v.bpjs, v.status_id, v.created_at,
       v.updated_at, v.deleted_at, v.queue_poly_id, v.queue_number, v.queue_date,
       v.re_reservation_time, v.call_time, v.queue_created_at, v.queue_updated_at,
       v.queue_deleted_at, v.number_of_calls, v.notification_status, v.patient_name, v.no_bpjs,
       v.whatsapp_number, v.email, v.chat_id, v.patient_created_at, v.patient_updated_at,
       v.patient_deleted_at, v.checked_in_at, v.priority, v.cancel_reason,
       at_doctor.called_seq
FROM (
    SELECT r.id, COALESCE(q.called_seq, 0) AS called_seq
    FROM reservations r
    JOIN queues q ON q.id = r.id
    WHERE r.date = :date
      AND r.poly_id = :poly_id
      AND r.status_id = :with_doctor_id
      AND r.deleted_at IS NULL
      AND r.schedule_id IN (SELECT s.id FROM schedules s WHERE s.doctor_id = :doctor_id) --? doctor_id
    UNION ALL
    SELECT id, called_seq
    FROM (
        SELECT r.id, COALESCE(q.called_seq, 0) AS called_seq
        FROM reservations r
        JOIN queues q ON q.id = r.id
        WHERE r.date = :date
          AND r.poly_id = :poly_id
          AND r.status_id = :waiting_doctor_id
          AND r.deleted_at IS NULL
          AND r.schedule_id IN (SELECT s.id FROM schedules s WHERE s.doctor_id = :doctor_id) --? doctor_id
        ORDER BY q.queue_number
        LIMIT 1
    ) next
) at_doctor
JOIN visits v ON v.id = at_doctor.id
ORDER BY v.queue_number
