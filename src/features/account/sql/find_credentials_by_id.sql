SELECT id, password, username FROM users WHERE id = :id AND deleted_at IS NULL
