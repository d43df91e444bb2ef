SELECT COUNT(*)
FROM (
    SELECT id
    FROM deliveries
    WHERE kind = :kind
      AND order_key = :order_key
      AND next_attempt_at_ms IS NOT NULL
    LIMIT :count_max
) open
