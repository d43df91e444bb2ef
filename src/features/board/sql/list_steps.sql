SELECT seq, kind, reservation_id, poly_id, queue_number, note, created_at
FROM events
WHERE seq > :after AND seq <= :last_seq
  AND date = :date
ORDER BY seq
