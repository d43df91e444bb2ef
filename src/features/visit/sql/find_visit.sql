SELECT id, patient_id, poly_id, schedule_id, date, bpjs, status_id, created_at, updated_at,
       deleted_at, queue_poly_id, queue_number, queue_date, re_reservation_time, call_time,
       queue_created_at, queue_updated_at, queue_deleted_at, number_of_calls,
       notification_status, patient_name, no_bpjs, whatsapp_number, email, chat_id,
       patient_created_at, patient_updated_at, patient_deleted_at, checked_in_at, priority,
       cancel_reason
FROM visits
WHERE id = :id
  AND deleted_at IS NULL
