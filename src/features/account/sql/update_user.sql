UPDATE users
SET name = :name, username = :username, email = :email, poly_id = :poly_id, updated_at = :now
WHERE id = :id
