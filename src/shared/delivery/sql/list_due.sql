SELECT d.id, d.event_id, d.kind, d.order_key, d.target, d.body, d.reservation_id, d.attempts,
       d.due_at_ms, d.next_attempt_at_ms, d.give_up_at_ms, d.reason, d.unanswered, d.sent_at_ms,
       d.question
FROM deliveries d
WHERE d.next_attempt_at_ms IS NOT NULL
  AND d.next_attempt_at_ms <= :horizon_ms
  AND (d.next_attempt_at_ms <= :now_ms OR (d.state = 'pending' AND d.lease_owner = :owner))
  AND NOT EXISTS (
      SELECT 1
      FROM deliveries earlier
      WHERE earlier.kind = d.kind
        AND earlier.order_key = d.order_key
        AND earlier.id < d.id
        AND earlier.next_attempt_at_ms IS NOT NULL
        AND earlier.due_at_ms <= :now_ms
  )
ORDER BY d.next_attempt_at_ms, d.id
LIMIT :count_max
