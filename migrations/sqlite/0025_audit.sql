-- Who changed what of the settings, in the transaction of the change itself (src/shared/audit). One
-- row for each object that a request changed; `before` and `after` are JSON objects with the fields
-- that differ. What happens to visits is in `events`.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at TEXT NOT NULL,
    user_id INTEGER REFERENCES users (id),
    kind TEXT NOT NULL,
    action TEXT NOT NULL,
    object_id INTEGER,
    object_name TEXT,
    before TEXT,
    after TEXT,
    address TEXT,
    request_id TEXT
) STRICT;
-- A list is one walk along one of these, whatever it is filtered by and however old the clinic is.
CREATE INDEX audit_instant ON audit (created_at);
CREATE INDEX audit_user ON audit (user_id, created_at);
CREATE INDEX audit_kind ON audit (kind, created_at);
CREATE INDEX audit_user_kind ON audit (user_id, kind, created_at);
CREATE INDEX audit_object ON audit (kind, object_id, created_at);

-- The audit of visits also lists what patients and kiosks did, and the history of one visit. The
-- index of instants serves the report of activity as well: it has the users.
DROP INDEX events_activity;
CREATE INDEX events_instant ON events (created_at, user_id);
CREATE INDEX events_visit ON events (reservation_id);
