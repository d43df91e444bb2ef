--! stream
SELECT e.seq, e.created_at, e.user_id, u.name AS user_name, e.kind, e.reservation_id, e.poly_id,
       e.date, e.queue_number, e.before_status_id, e.after_status_id, e.note
FROM events e
LEFT JOIN users u ON u.id = e.user_id
WHERE 1 = 1
  AND e.created_at >= :from_at --? from_at
  AND e.created_at <= :to_at --? to_at
  AND e.user_id = :user_id --? user_id
  AND e.reservation_id = :object_id --? object_id
  AND (e.created_at, e.seq) < (:behind_at, :behind_id) --? behind_id
ORDER BY e.created_at DESC, e.seq DESC
LIMIT :size --? size
