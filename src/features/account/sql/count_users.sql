SELECT COUNT(*) AS total
FROM users
WHERE 1 = 1
  AND deleted_at IS NULL --? active
  AND deleted_at IS NOT NULL --? trashed
  AND (LOWER(name) LIKE :search ESCAPE '\' OR LOWER(username) LIKE :search ESCAPE '\' OR LOWER(email) LIKE :search ESCAPE '\') --? search
