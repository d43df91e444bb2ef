INSERT INTO users (id, name, username, email, password, poly_id, created_at, updated_at)
VALUES (:id, :name, :username, :email, :password, :poly_id, :now, :now)
