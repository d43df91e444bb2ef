SELECT id, status_name, label, information, created_at, updated_at, deleted_at
FROM statuses
ORDER BY id
