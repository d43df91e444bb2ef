SELECT ru.user_id, r.id, r.name, r.created_at, r.updated_at, r.deleted_at,
       ru.created_at AS pivot_created_at, ru.updated_at AS pivot_updated_at
FROM role_user ru
JOIN roles r ON r.id = ru.role_id
WHERE ru.user_id BETWEEN :first_user_id AND :last_user_id
  AND r.deleted_at IS NULL
ORDER BY ru.user_id, r.id
