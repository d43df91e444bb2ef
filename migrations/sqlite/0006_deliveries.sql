-- What leaves the building: written in the transaction that causes it, sent afterwards.
--   pending -> sending -> delivered | failed | pending (again, later)
--   pending -> cancelled; failed, cancelled -> pending (staff)
-- An open row has next_attempt_at_ms: pending, when it may be sent; sending, until when its
-- lease_owner has it to itself. A pending row with a lease_owner is kept for him until then. A
-- settled row has none. Instants that end in _ms are milliseconds since 1970.
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    order_key TEXT NOT NULL,
    target TEXT NOT NULL,
    body TEXT NOT NULL,
    reservation_id INTEGER REFERENCES reservations (id),
    unique_key TEXT UNIQUE,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    due_at_ms INTEGER NOT NULL,
    next_attempt_at_ms INTEGER,
    give_up_at_ms INTEGER NOT NULL,
    lease_owner TEXT,
    reason TEXT,
    remote_id TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    settled_at TEXT
) STRICT;
-- The dispatcher's: both hold open rows only, so neither grows with history.
CREATE INDEX deliveries_next ON deliveries (next_attempt_at_ms)
    WHERE next_attempt_at_ms IS NOT NULL;
CREATE INDEX deliveries_order ON deliveries (kind, order_key, id)
    WHERE next_attempt_at_ms IS NOT NULL;
CREATE INDEX deliveries_settled ON deliveries (settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX deliveries_remote ON deliveries (remote_id) WHERE remote_id IS NOT NULL;
-- The list's filters, newest first.
CREATE INDEX deliveries_state ON deliveries (state, id);
CREATE INDEX deliveries_kind ON deliveries (kind, id);
CREATE INDEX deliveries_kind_state ON deliveries (kind, state, id);
CREATE INDEX deliveries_reservation ON deliveries (reservation_id, id)
    WHERE reservation_id IS NOT NULL;
