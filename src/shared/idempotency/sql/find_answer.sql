SELECT id, request_hash, answer, is_complete, kept_at_ms
FROM kept_answers
WHERE id = :id AND kept_at_ms > :after_ms
