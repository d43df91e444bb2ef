SELECT id, name FROM roles WHERE id = :id AND deleted_at IS NULL
