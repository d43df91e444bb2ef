SELECT r.id, r.poly_id, r.schedule_id, r.date, r.status_id, r.created_at, r.updated_at,
       q.queue_number, p.patient_name, p.whatsapp_number
FROM reservations r
JOIN queues q ON q.id = r.id
JOIN patients p ON p.id = r.patient_id
WHERE r.id = :id
  AND r.deleted_at IS NULL
