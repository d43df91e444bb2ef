UPDATE configs
SET deleted_at = :now, updated_at = :now
WHERE name = :name AND deleted_at IS NULL
