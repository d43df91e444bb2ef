SELECT DISTINCT p.permission
FROM role_user ru
JOIN roles r ON r.id = ru.role_id
JOIN role_permissions p ON p.role_id = r.id
WHERE ru.user_id = :user_id
  AND r.deleted_at IS NULL
ORDER BY p.permission
