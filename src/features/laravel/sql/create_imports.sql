CREATE TABLE imports (
    id BIGINT PRIMARY KEY,
    source TEXT NOT NULL,
    last_seq BIGINT NOT NULL,
    ended_at TEXT NOT NULL
)
