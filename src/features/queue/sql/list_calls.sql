SELECT r.status_id, q.queue_number, COALESCE(q.called_seq, 0) AS called_seq
FROM reservations r
JOIN queues q ON q.id = r.id
WHERE r.date = :date
  AND r.poly_id = :poly_id
  AND r.status_id IN (:anamnesa_id, :with_doctor_id)
  AND r.deleted_at IS NULL
  AND r.schedule_id IN (SELECT s.id FROM schedules s WHERE s.doctor_id = :doctor_id) --? doctor_id
