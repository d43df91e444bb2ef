DELETE FROM deliveries
WHERE id IN (
    SELECT id
    FROM deliveries
    WHERE settled_at IS NOT NULL AND settled_at < :before
    ORDER BY settled_at
    LIMIT :count_max
)
