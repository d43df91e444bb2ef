UPDATE deliveries
SET state = 'sending', lease_owner = :owner, next_attempt_at_ms = :until_ms,
    unanswered = 1, sent_at_ms = :now_ms, updated_at = :now
WHERE id = :id
  AND due_at_ms <= :now_ms
  AND NOT EXISTS (
      SELECT 1
      FROM deliveries earlier
      WHERE earlier.kind = deliveries.kind
        AND earlier.order_key = deliveries.order_key
        AND earlier.id < deliveries.id
        AND earlier.next_attempt_at_ms IS NOT NULL
        AND earlier.due_at_ms <= :now_ms
  )
RETURNING id, event_id, kind, order_key, target, body, reservation_id, attempts, due_at_ms,
          next_attempt_at_ms, give_up_at_ms, reason, unanswered, sent_at_ms, question
