SELECT COUNT(*) FROM schedules WHERE id = :id AND deleted_at IS NULL
