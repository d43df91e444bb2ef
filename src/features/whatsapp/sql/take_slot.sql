UPDATE whatsapp_configs
SET last_slot_ms = CASE
    WHEN last_slot_ms + :gap_ms > :now_ms AND last_slot_ms <= :latest_ms THEN last_slot_ms + :gap_ms
    ELSE :now_ms
END
WHERE id = :id
RETURNING last_slot_ms
