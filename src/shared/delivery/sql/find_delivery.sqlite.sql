SELECT state, due_at_ms FROM deliveries WHERE id = :id
