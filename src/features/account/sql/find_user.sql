SELECT id, name, email, email_verified_at, created_at, updated_at, poly_id, username, deleted_at
FROM users
WHERE id = :id
  AND deleted_at IS NULL --? active
  AND deleted_at IS NOT NULL --? trashed
