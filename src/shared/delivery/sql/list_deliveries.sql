SELECT id, event_id, kind, order_key, target, body, reservation_id, state, attempts, due_at_ms,
       next_attempt_at_ms, give_up_at_ms, reason, remote_id, created_at, updated_at, settled_at,
       ack
FROM deliveries
WHERE id > 0
  AND state = :state --? state
  AND kind = :kind --? kind
  AND reservation_id = :reservation_id --? reservation_id
ORDER BY id DESC
LIMIT :size OFFSET :skipped
