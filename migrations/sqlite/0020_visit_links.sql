-- Random secrets of this installation, made by the first server that needs them. They are in the
-- database so that all servers on it have the same ones, and a backup has them, too.
CREATE TABLE secrets (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

-- A patient moves a visit, too: by its link, without being a user.
DROP INDEX last_moves_call_next;
ALTER TABLE last_moves RENAME TO last_moves_of_users;
CREATE TABLE last_moves (
    reservation_id INTEGER PRIMARY KEY REFERENCES reservations (id),
    seq INTEGER NOT NULL REFERENCES events (seq),
    call_next_seq INTEGER,
    call_next_visits INTEGER,
    user_id INTEGER, -- NULL: the patient
    moved_at_us INTEGER NOT NULL,
    status_id INTEGER NOT NULL,
    number_of_calls INTEGER NOT NULL,
    call_time TEXT,
    called_seq INTEGER,
    cancel_reason TEXT
) STRICT;
INSERT INTO last_moves
    (reservation_id, seq, call_next_seq, call_next_visits, user_id, moved_at_us, status_id,
     number_of_calls, call_time, called_seq, cancel_reason)
SELECT reservation_id, seq, call_next_seq, call_next_visits, user_id, moved_at_us, status_id,
       number_of_calls, call_time, called_seq, cancel_reason
FROM last_moves_of_users;
DROP TABLE last_moves_of_users;
CREATE INDEX last_moves_call_next ON last_moves (call_next_seq) WHERE call_next_seq IS NOT NULL;
