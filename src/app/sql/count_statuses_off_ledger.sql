SELECT COUNT(*) AS broken
FROM reservations r
LEFT JOIN (
    SELECT reservation_id, MAX(seq) AS seq
    FROM events
    GROUP BY reservation_id
) last ON last.reservation_id = r.id
LEFT JOIN events e ON e.seq = last.seq
WHERE e.seq IS NULL
   OR e.after_status_id <> r.status_id
