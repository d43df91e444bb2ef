DELETE FROM personal_access_tokens
WHERE tokenable_type = 'App\Models\User'
  AND tokenable_id = :user_id
  AND (
      expires_at <= :now
      OR name <> :permanent AND COALESCE(last_used_at, created_at) < :used_since
  )
