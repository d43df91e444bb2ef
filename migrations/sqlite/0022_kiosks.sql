-- Devices in the waiting room with which patients register themselves. A kiosk waits for its setup
-- code, once and until `setup_ends_at`, or it has a token. Both are stored as SHA-256 only.
CREATE TABLE kiosks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    setup_hash TEXT UNIQUE,
    setup_ends_at TEXT,
    token_hash TEXT UNIQUE,
    last_seen_at TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
