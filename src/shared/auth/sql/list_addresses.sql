SELECT address
FROM personal_access_tokens
WHERE tokenable_type = 'App\Models\User'
  AND tokenable_id = :user_id
  AND address IS NOT NULL
ORDER BY id DESC
LIMIT :size
