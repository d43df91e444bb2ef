SELECT t.id, t.tokenable_id AS user_id, t.name, t.token, t.expires_at, t.last_used_at,
       t.created_at, u.name AS user_name
FROM personal_access_tokens t
JOIN users u ON u.id = t.tokenable_id
WHERE t.tokenable_type = 'App\Models\User'
  AND u.deleted_at IS NULL
  AND t.id = :id --? id
  AND t.token = :token --? token
