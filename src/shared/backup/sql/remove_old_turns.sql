DELETE FROM backup_turns WHERE planned_at < :before
