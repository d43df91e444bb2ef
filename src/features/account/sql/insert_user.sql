INSERT INTO users (name, username, email, password, poly_id, created_at, updated_at)
VALUES (:name, :username, :email, :password, :poly_id, :now, :now)
RETURNING id
