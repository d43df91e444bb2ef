SELECT password
FROM users
WHERE username = 'superadmin' AND deleted_at IS NULL
