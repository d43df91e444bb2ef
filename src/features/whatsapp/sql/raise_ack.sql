UPDATE deliveries
SET ack = :ack
WHERE id = :id
  AND (ack IS NULL OR ack < :ack)
