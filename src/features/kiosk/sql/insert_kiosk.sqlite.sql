INSERT INTO kiosks (name, setup_hash, setup_ends_at, created_at, updated_at)
VALUES (:name, :setup_hash, :setup_ends_at, :now, :now);
SELECT last_insert_rowid()
