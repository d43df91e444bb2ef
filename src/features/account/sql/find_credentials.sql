SELECT id, password FROM users WHERE username = :username AND deleted_at IS NULL
