SELECT id, name, created_at, last_used_at, address, agent
FROM personal_access_tokens
WHERE tokenable_type = 'App\Models\User'
  AND tokenable_id = :user_id
  AND (expires_at IS NULL OR expires_at > :now)
  AND (name = :permanent OR COALESCE(last_used_at, created_at, :now) >= :used_since)
ORDER BY id DESC
LIMIT :size OFFSET :skipped
