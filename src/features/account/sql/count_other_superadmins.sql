SELECT COUNT(*) AS others
FROM role_user ru
JOIN users u ON u.id = ru.user_id
WHERE ru.role_id = :superadmin_role_id
  AND ru.user_id <> :user_id
  AND u.deleted_at IS NULL
