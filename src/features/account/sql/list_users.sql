SELECT id, name, email, email_verified_at, created_at, updated_at, poly_id, username, deleted_at
FROM users
WHERE 1 = 1
  AND deleted_at IS NULL --? active
  AND deleted_at IS NOT NULL --? trashed
  AND (fold_text(name) LIKE :search ESCAPE '\' OR fold_text(username) LIKE :search ESCAPE '\' OR fold_text(email) LIKE :search ESCAPE '\') --? search
ORDER BY id
LIMIT :size OFFSET :skipped
