INSERT INTO role_user (user_id, role_id, created_at, updated_at)
VALUES (:user_id, :role_id, :now, :now)
ON CONFLICT (user_id, role_id) DO NOTHING
