UPDATE deliveries SET slot_at_ms = :slot_at_ms WHERE id = :id
