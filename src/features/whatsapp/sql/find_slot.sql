SELECT slot_at_ms FROM deliveries WHERE id = :id
