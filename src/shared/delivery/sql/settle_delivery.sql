UPDATE deliveries
SET state = :state, lease_owner = NULL, next_attempt_at_ms = NULL, attempts = :attempts,
    reason = :reason, unanswered = :unanswered, sent_at_ms = :sent_at_ms, question = NULL,
    remote_id = :remote_id, updated_at = :now, settled_at = :now
WHERE id = :id AND state = 'sending' AND lease_owner = :owner
