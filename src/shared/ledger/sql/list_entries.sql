SELECT seq, kind, reservation_id, poly_id, date, queue_number, user_id,
    before_status_id, after_status_id, created_at
FROM events
WHERE seq > :after AND seq <= :last_seq
ORDER BY seq
LIMIT :limit
