-- What the processes on one database tell each other, for a minute (realtime/PeerBus.hpp). SQLite
-- has one process, which tells nobody; the statements are the same.
CREATE TABLE peer_batches (
    id INTEGER PRIMARY KEY,
    sender TEXT NOT NULL,
    number INTEGER NOT NULL,
    body TEXT NOT NULL,
    is_last INTEGER NOT NULL
);

-- What webhooks were told to be there: occupied channels (user_id is ''), and members of presence
-- channels. Whoever adds or removes a row tells it, so that of all processes one does.
CREATE TABLE told_presences (
    app_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    user_id TEXT NOT NULL,
    came_at_ms INTEGER NOT NULL,
    PRIMARY KEY (app_id, channel, user_id)
);
