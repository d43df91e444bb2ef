-- What the processes on one database tell each other, for a minute (realtime/PeerBus.hpp). SQLite
-- has one process, which tells nobody; the statements are the same.
CREATE TABLE peer_batches (
    id INTEGER PRIMARY KEY,
    sender TEXT NOT NULL,
    number INTEGER NOT NULL,
    body TEXT NOT NULL,
    is_last INTEGER NOT NULL
);
