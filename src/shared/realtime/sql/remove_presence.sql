DELETE FROM told_presences
WHERE app_id = :app_id AND channel = :channel AND user_id = :user_id AND came_at_ms <= :at_ms
