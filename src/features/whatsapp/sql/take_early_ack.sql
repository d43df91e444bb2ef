DELETE FROM early_acks
WHERE message_id = :message_id
RETURNING ack
