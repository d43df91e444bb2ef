SELECT channel, user_id FROM told_presences WHERE app_id = :app_id
