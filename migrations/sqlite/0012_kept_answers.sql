-- The answers to requests with an Idempotency-Key, for 24 hours: who sends a request again with
-- the same key gets the first answer again. `id` and `request_hash` are SHA-256, `answer` is
-- encrypted with a key that is not stored (server/RequestKey.hpp).
CREATE TABLE kept_answers (
    id TEXT PRIMARY KEY,
    request_hash TEXT NOT NULL,
    answer TEXT NOT NULL,
    is_complete INTEGER NOT NULL,
    kept_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX kept_answers_by_age ON kept_answers (kept_at_ms);
