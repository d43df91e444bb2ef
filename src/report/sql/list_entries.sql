--! stream
SELECT kind, user_id, reservation_id, created_at
FROM events
WHERE user_id IS NOT NULL
  AND user_id = :user_id --? user_id
  AND created_at >= :first --? first
  AND created_at <= :last --? last
ORDER BY created_at DESC, seq DESC
LIMIT :size OFFSET :skipped --? size
