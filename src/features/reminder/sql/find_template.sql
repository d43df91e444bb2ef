SELECT message FROM message_templates WHERE id = :id AND deleted_at IS NULL
