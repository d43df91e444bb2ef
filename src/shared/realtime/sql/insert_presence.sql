INSERT INTO announced_presences (app_id, channel, user_id, present_since_ms)
VALUES (:app_id, :channel, :user_id, :at_ms)
ON CONFLICT (app_id, channel, user_id) DO NOTHING
