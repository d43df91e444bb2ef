UPDATE deliveries
SET due_at_ms = due_at_ms - :ahead_ms, give_up_at_ms = give_up_at_ms - :ahead_ms,
    created_at = :now, updated_at = :now
WHERE id = :id
