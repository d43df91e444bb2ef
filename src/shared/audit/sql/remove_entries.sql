DELETE FROM audit
WHERE id IN (
    SELECT id FROM audit WHERE created_at < :before ORDER BY created_at, id LIMIT :count_max
)
