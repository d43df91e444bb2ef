SELECT COUNT(*) AS broken
FROM last_moves m
LEFT JOIN events e ON e.seq = m.seq
WHERE e.seq IS NULL
   OR e.reservation_id <> m.reservation_id
   OR e.before_status_id <> m.status_id
   OR e.user_id <> m.user_id
