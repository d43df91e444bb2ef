DELETE FROM deliveries
WHERE id IN (
    SELECT id
    FROM deliveries
    WHERE settled_at IS NOT NULL AND settled_at < :before
      AND kind = :kind --? kind
    ORDER BY settled_at
    LIMIT :count_max
)
