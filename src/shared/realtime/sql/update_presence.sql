UPDATE told_presences SET came_at_ms = :at_ms
WHERE app_id = :app_id AND channel = :channel AND user_id = :user_id
