UPDATE announced_presences SET present_since_ms = :at_ms
WHERE app_id = :app_id AND channel = :channel AND user_id = :user_id
