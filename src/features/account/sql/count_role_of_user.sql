SELECT COUNT(*) AS held FROM role_user WHERE user_id = :user_id AND role_id = :role_id
