SELECT earlier.reason
FROM deliveries d
JOIN deliveries earlier ON earlier.kind = d.kind AND earlier.order_key = d.order_key
                       AND earlier.id < d.id
WHERE d.id = :id
  AND earlier.next_attempt_at_ms IS NOT NULL
  AND earlier.due_at_ms <= :now_ms
ORDER BY earlier.id
LIMIT 1
