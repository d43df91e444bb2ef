SELECT d.id, d.event_id, d.kind, d.order_key, d.target, d.body, d.reservation_id, d.attempts,
       d.due_at_ms, d.next_attempt_at_ms, d.give_up_at_ms, d.reason, d.unanswered, d.sent_at_ms,
       d.question,
       CASE WHEN d.state = 'pending' AND d.lease_owner = :owner THEN 1 ELSE 0 END AS is_kept
FROM deliveries d
WHERE d.kind = :kind
  AND d.order_key = :order_key
  AND d.next_attempt_at_ms IS NOT NULL
  AND d.due_at_ms <= :now_ms
ORDER BY d.id
LIMIT 1
