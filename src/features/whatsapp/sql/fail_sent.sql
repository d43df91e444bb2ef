UPDATE deliveries
SET state = 'failed', reason = :reason, ack = :ack, updated_at = :now
WHERE id = :id
  AND state = 'delivered'
