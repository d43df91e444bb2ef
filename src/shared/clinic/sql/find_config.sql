SELECT value FROM configs WHERE name = :name AND deleted_at IS NULL
