SELECT COUNT(*) AS users
FROM role_user ru
JOIN users u ON u.id = ru.user_id
WHERE ru.role_id = :role_id
  AND u.deleted_at IS NULL
