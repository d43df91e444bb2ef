SELECT DISTINCT p.permission
FROM role_user ru
JOIN role_permissions p ON p.role_id = ru.role_id
WHERE ru.user_id = :user_id
ORDER BY p.permission
