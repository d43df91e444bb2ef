INSERT INTO early_acks (message_id, ack, heard_at_ms)
VALUES (:message_id, :ack, :now_ms)
ON CONFLICT (message_id) DO UPDATE
SET ack = CASE
        WHEN excluded.ack < 0 AND early_acks.ack <= :sent THEN excluded.ack
        WHEN early_acks.ack < 0 AND excluded.ack <= :sent THEN early_acks.ack
        WHEN excluded.ack > early_acks.ack THEN excluded.ack
        ELSE early_acks.ack
    END,
    heard_at_ms = excluded.heard_at_ms
