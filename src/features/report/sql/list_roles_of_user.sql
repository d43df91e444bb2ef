SELECT u.name AS user_name, r.name AS role
FROM users u
LEFT JOIN role_user ru ON ru.user_id = u.id
LEFT JOIN roles r ON r.id = ru.role_id AND r.deleted_at IS NULL
WHERE u.id = :id
ORDER BY r.id
