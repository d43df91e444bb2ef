SELECT id FROM statuses WHERE status_name = :status_name
