SELECT COUNT(*)
FROM deliveries
WHERE kind = :kind
  AND next_attempt_at_ms IS NOT NULL
