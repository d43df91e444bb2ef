-- Planned backups. Of several servers on one database, the one that takes the turn makes the
-- backup; another one may take it when the lease is over and the backup is not done.
CREATE TABLE backup_turns (
    planned_at TEXT PRIMARY KEY,
    lease_until TEXT NOT NULL,
    done_at TEXT
) STRICT;
