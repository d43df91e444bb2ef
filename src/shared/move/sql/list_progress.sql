SELECT name, rows_moved, last_number, is_complete
FROM moved_tables
ORDER BY name
