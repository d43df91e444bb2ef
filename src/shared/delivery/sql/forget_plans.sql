UPDATE deliveries
SET state = 'pending', lease_owner = NULL, updated_at = :now,
    next_attempt_at_ms = CASE WHEN due_at_ms > :now_ms THEN due_at_ms ELSE :now_ms END
WHERE next_attempt_at_ms > :now_ms
  AND (next_attempt_at_ms > :leased_until_ms OR lease_owner IS NULL)
  AND next_attempt_at_ms <> due_at_ms
