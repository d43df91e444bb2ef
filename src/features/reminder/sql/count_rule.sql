SELECT COUNT(*) AS rules
FROM reminder_configs
WHERE id = :id
  AND deleted_at IS NULL
