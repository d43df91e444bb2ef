SELECT id, created_at
FROM deliveries
WHERE next_attempt_at_ms IS NOT NULL
  AND created_at > :now
