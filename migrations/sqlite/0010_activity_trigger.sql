-- Entries of the ledger are counted in daily_activity by the statement that inserts them
-- (src/shared/ledger/sql/insert_event.sqlite.sql): the trigger took three times as long.
DROP TRIGGER events_count_activity;
