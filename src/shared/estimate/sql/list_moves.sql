-- Entries that change who waits for the nurse.
SELECT e.seq, e.kind, e.reservation_id, e.poly_id, e.before_status_id, e.after_status_id,
       e.created_at,
       COALESCE(r.checked_in_at, r.created_at, e.created_at) AS ready_at,
       s.start_time
FROM events e
JOIN reservations r ON r.id = e.reservation_id
LEFT JOIN schedules s ON s.id = r.schedule_id
WHERE e.seq > :after AND e.seq <= :last_seq
  AND e.date = :date
  AND (e.before_status_id = :waiting_id OR e.after_status_id = :waiting_id)
ORDER BY e.seq
