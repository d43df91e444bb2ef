-- The last call of a visit, as a number of the ledger: of several visits that are being served,
-- screens show the one with the greatest. Times would be wrong after a clock was set back.
ALTER TABLE queues ADD COLUMN called_seq INTEGER;
UPDATE queues
SET called_seq = calls.seq
FROM (
    SELECT reservation_id, MAX(seq) AS seq
    FROM events
    WHERE kind IN ('anamnesa', 'with_doctor')
    GROUP BY reservation_id
) calls
WHERE calls.reservation_id = queues.id;
ALTER TABLE queues DROP COLUMN called_at_us;

-- The last move of each visit, and what it replaced.
CREATE TABLE last_moves (
    reservation_id INTEGER PRIMARY KEY REFERENCES reservations (id),
    seq INTEGER NOT NULL REFERENCES events (seq),
    -- The visits that one call-next moved: the number of its first entry, and how many they are.
    call_next_seq INTEGER,
    call_next_visits INTEGER,
    user_id INTEGER NOT NULL,
    moved_at_us INTEGER NOT NULL, -- microseconds since 1970
    status_id INTEGER NOT NULL,
    number_of_calls INTEGER NOT NULL,
    call_time TEXT,
    called_seq INTEGER
) STRICT;
CREATE INDEX last_moves_call_next ON last_moves (call_next_seq) WHERE call_next_seq IS NOT NULL;
