UPDATE deliveries
SET state = 'pending', lease_owner = NULL, next_attempt_at_ms = :next_ms, attempts = :attempts,
    reason = :reason, unanswered = :unanswered, sent_at_ms = :sent_at_ms, question = :question,
    updated_at = :now
WHERE id = :id AND state = 'sending' AND lease_owner = :owner
