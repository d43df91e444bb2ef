DELETE FROM early_acks
WHERE heard_at_ms < :before_ms
   OR heard_at_ms > :after_ms
