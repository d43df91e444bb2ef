DELETE FROM personal_access_tokens
WHERE tokenable_type = 'App\Models\User'
  AND tokenable_id = :user_id --? user_id
  AND id = :id --? id
  AND id <> :kept_id --? kept_id
