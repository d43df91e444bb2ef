UPDATE deliveries
SET state = 'pending', next_attempt_at_ms = :now_ms, give_up_at_ms = :give_up_at_ms,
    lease_owner = NULL, unanswered = 0, settled_at = NULL, updated_at = :now
WHERE id = :id
