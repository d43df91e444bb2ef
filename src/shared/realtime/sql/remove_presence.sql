DELETE FROM announced_presences
WHERE app_id = :app_id AND channel = :channel AND user_id = :user_id AND present_since_ms <= :at_ms
