-- Registrations for other days come in crowds, and concern only clients of /api/events.
SELECT seq, kind, reservation_id, poly_id, date, queue_number, user_id,
    before_status_id, after_status_id, created_at, note
FROM events
WHERE seq > :after AND seq <= :last_seq
  AND (date = :date OR kind <> 'registered') --? date
ORDER BY seq
LIMIT :limit
