DROP TABLE moved_tables
