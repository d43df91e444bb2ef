INSERT INTO roles (id, name, created_at, updated_at)
VALUES (:id, :name, :now, :now)
ON CONFLICT DO NOTHING
