SELECT r.status_id, q.queue_number, q.number_of_calls, COALESCE(q.called_seq, 0) AS called_seq,
       COALESCE(e.created_at, r.updated_at) AS called_at
FROM reservations r
JOIN queues q ON q.id = r.id
LEFT JOIN events e ON e.seq = q.called_seq
WHERE r.date = :date
  AND r.poly_id = :poly_id
  AND r.status_id IN (:anamnesa_id, :with_doctor_id)
  AND r.deleted_at IS NULL
