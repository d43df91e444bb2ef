INSERT INTO told_presences (app_id, channel, user_id, came_at_ms)
VALUES (:app_id, :channel, :user_id, :at_ms)
ON CONFLICT (app_id, channel, user_id) DO NOTHING
