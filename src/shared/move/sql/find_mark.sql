SELECT id, role, other, command, began_at, ended_at
FROM moves
ORDER BY id
LIMIT 1
