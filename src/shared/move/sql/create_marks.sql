CREATE TABLE moves (
    id TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    other TEXT NOT NULL,
    command TEXT NOT NULL,
    run TEXT NOT NULL,
    began_at TEXT NOT NULL,
    ended_at TEXT
)
