UPDATE queues
SET notification_status = CASE
    WHEN EXISTS (
        SELECT 1
        FROM deliveries d
        WHERE d.reservation_id = :id
          AND d.kind = :kind
          AND d.state = 'delivered'
    ) THEN 1
    ELSE 0
END
WHERE id = :id
