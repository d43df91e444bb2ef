--! stream
SELECT a.id, a.created_at, a.user_id, u.name AS user_name, a.kind, a.action, a.object_id,
       a.object_name, a.before, a.after, a.address, a.request_id
FROM audit a
LEFT JOIN users u ON u.id = a.user_id
WHERE 1 = 1
  AND a.created_at >= :from_at --? from_at
  AND a.created_at <= :to_at --? to_at
  AND a.user_id = :user_id --? user_id
  AND a.kind = :kind --? kind
  AND a.object_id = :object_id --? object_id
  AND (a.created_at, a.id) < (:behind_at, :behind_id) --? behind_id
ORDER BY a.created_at DESC, a.id DESC
LIMIT :size --? size
