SELECT COUNT(*) AS held
FROM role_user ru
JOIN roles r ON r.id = ru.role_id
WHERE ru.user_id = :user_id
  AND ru.role_id = :superadmin_role_id
  AND r.deleted_at IS NULL
