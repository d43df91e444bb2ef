UPDATE deliveries
SET state = 'pending', next_attempt_at_ms = :next_ms, lease_owner = NULL, settled_at = NULL,
    reason = :reason, ack = :ack, updated_at = :now
WHERE id = :id
  AND state = 'delivered'
