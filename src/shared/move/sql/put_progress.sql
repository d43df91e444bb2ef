INSERT INTO moved_tables (name, rows_moved, last_number, is_complete)
VALUES (:name, :rows_moved, :last_number, :is_complete)
ON CONFLICT (name) DO UPDATE
SET rows_moved = excluded.rows_moved,
    last_number = excluded.last_number,
    is_complete = excluded.is_complete
