INSERT INTO personal_access_tokens
    (tokenable_type, tokenable_id, name, token, abilities, created_at, updated_at)
VALUES ('App\Models\User', :user_id, :name, :token, '["*"]', :now, :now)
RETURNING id
