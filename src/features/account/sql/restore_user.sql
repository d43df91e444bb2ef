UPDATE users SET deleted_at = NULL, updated_at = :now WHERE id = :id
