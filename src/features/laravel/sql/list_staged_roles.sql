SELECT id, name
FROM staged_roles
ORDER BY id
