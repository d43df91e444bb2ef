SELECT role_id FROM role_user WHERE user_id = :user_id ORDER BY role_id
