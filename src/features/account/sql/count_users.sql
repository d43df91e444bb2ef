SELECT COUNT(*) AS total
FROM users
WHERE 1 = 1
  AND deleted_at IS NULL --? active
  AND deleted_at IS NOT NULL --? trashed
  AND (fold_text(name) LIKE :search ESCAPE '\' OR fold_text(username) LIKE :search ESCAPE '\' OR fold_text(email) LIKE :search ESCAPE '\') --? search
