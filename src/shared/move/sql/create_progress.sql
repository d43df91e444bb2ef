CREATE TABLE moved_tables (
    name TEXT PRIMARY KEY,
    rows_moved BIGINT NOT NULL,
    last_number BIGINT,
    is_complete BIGINT NOT NULL
)
