SELECT id, name, created_at, updated_at, deleted_at, room, letter
FROM polies
ORDER BY id
