SELECT r.id, r.date, r.poly_id, q.queue_number, p.patient_name, p.whatsapp_number, r.schedule_id,
       s.doctor_id, u.name AS doctor_name, s.start_time
FROM reservations r
JOIN queues q ON q.id = r.id
JOIN patients p ON p.id = r.patient_id
LEFT JOIN schedules s ON s.id = r.schedule_id
LEFT JOIN users u ON u.id = s.doctor_id
WHERE r.date >= :first_date
  AND r.date <= :last_date
  AND r.deleted_at IS NULL
  AND r.status_id NOT IN (:done, :noshow, :cancelled)
  AND s.doctor_id = :doctor_id --? doctor_id
ORDER BY r.date, s.start_time, r.poly_id, q.queue_number
LIMIT :size
