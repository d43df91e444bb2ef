INSERT INTO configs (name, value, updated_at) VALUES (:name, :value, :now)
ON CONFLICT (name) DO NOTHING
