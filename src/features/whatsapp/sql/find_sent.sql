SELECT id, reservation_id, attempts, give_up_at_ms, ack
FROM deliveries
WHERE remote_id = :short_id
  AND remote_id IS NOT NULL
  AND kind = :kind
  AND state = 'delivered'
ORDER BY id DESC
LIMIT 1
