SELECT id, name, created_at, updated_at, deleted_at
FROM polies
ORDER BY id
