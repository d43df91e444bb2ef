SELECT id FROM users WHERE id = :id AND password = :compared AND deleted_at IS NULL FOR UPDATE
