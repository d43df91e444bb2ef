INSERT INTO deliveries
    (event_id, kind, order_key, target, body, reservation_id, unique_key, state, attempts,
     due_at_ms, next_attempt_at_ms, give_up_at_ms, lease_owner, created_at, updated_at)
VALUES
    (:event_id, :kind, :order_key, :target, :body, :reservation_id, :unique_key, 'pending', 0,
     :due_at_ms, :next_attempt_at_ms, :give_up_at_ms, :owner, :now, :now)
ON CONFLICT (unique_key) DO NOTHING
RETURNING id
