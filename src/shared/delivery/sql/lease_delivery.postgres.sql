UPDATE deliveries
SET state = 'sending', lease_owner = :owner, next_attempt_at_ms = :until_ms,
    unanswered = :unanswered, sent_at_ms = :sent_at_ms, updated_at = :now
WHERE id = (
    SELECT id
    FROM deliveries
    WHERE id = :id AND next_attempt_at_ms = :seen_ms
    FOR UPDATE SKIP LOCKED
)
