SELECT COUNT(*) AS count FROM backup_turns WHERE planned_at >= :planned_at AND done_at IS NOT NULL
