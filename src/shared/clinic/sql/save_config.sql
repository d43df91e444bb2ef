INSERT INTO configs (name, value, created_at, updated_at)
VALUES (:name, :value, :now, :now)
ON CONFLICT (name) DO UPDATE
SET value = excluded.value, updated_at = excluded.updated_at, deleted_at = NULL
