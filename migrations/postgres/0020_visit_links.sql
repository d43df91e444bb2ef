-- Random secrets of this installation, made by the first server that needs them. They are in the
-- database so that all servers on it have the same ones, and a backup has them, too.
CREATE TABLE secrets (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    created_at TIMESTAMP(0) NOT NULL
);

-- A patient moves a visit, too: by its link, without being a user.
ALTER TABLE last_moves ALTER COLUMN user_id DROP NOT NULL;
