SELECT kind, state, COUNT(*) AS deliveries, MIN(due_at_ms) AS oldest_due_at_ms
FROM deliveries
WHERE state IN ('pending', 'sending', 'failed')
GROUP BY kind, state
ORDER BY kind, state
