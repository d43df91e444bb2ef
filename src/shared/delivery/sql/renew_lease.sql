UPDATE deliveries
SET next_attempt_at_ms = :until_ms
WHERE id = :id AND state = 'sending' AND lease_owner = :owner
