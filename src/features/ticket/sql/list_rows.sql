SELECT r.id, r.poly_id, r.date, r.bpjs, r.status_id, r.priority, r.checked_in_at, r.created_at,
       q.queue_number, q.number_of_calls, COALESCE(q.called_seq, 0) AS called_seq, m.moved_at_us,
       u.name AS doctor_name, s.start_time, s.end_time
FROM reservations r
JOIN queues q ON q.id = r.id
LEFT JOIN last_moves m ON m.reservation_id = r.id
LEFT JOIN schedules s ON s.id = r.schedule_id AND s.date = r.date AND s.deleted_at IS NULL
LEFT JOIN users u ON u.id = s.doctor_id AND u.deleted_at IS NULL
WHERE r.date = :date
  AND r.deleted_at IS NULL
ORDER BY r.poly_id, q.queue_number
LIMIT :size
