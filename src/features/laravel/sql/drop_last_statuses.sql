DROP TABLE IF EXISTS staged_last_statuses
