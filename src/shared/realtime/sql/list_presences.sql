SELECT channel, user_id FROM announced_presences WHERE app_id = :app_id
