UPDATE deliveries
SET state = 'pending', lease_owner = NULL, next_attempt_at_ms = :now_ms, updated_at = :now
WHERE next_attempt_at_ms IS NOT NULL AND lease_owner = :owner
