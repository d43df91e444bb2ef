DELETE FROM kept_answers
WHERE id IN (
    SELECT id
    FROM kept_answers
    WHERE kept_at_ms <= :before_ms
    ORDER BY kept_at_ms
    LIMIT :count_max
)
