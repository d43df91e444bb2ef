INSERT INTO personal_access_tokens
    (tokenable_type, tokenable_id, name, token, abilities, address, agent, created_at, updated_at)
VALUES ('App\Models\User', :user_id, :name, :token, '["*"]', :address, :agent, :now, :now)
RETURNING id
