UPDATE users SET password = :password, updated_at = :now WHERE id = :id
