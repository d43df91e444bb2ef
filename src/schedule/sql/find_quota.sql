SELECT id, quota FROM schedules WHERE id = :id AND deleted_at IS NULL
