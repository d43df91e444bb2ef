INSERT INTO kept_answers (id, request_hash, answer, is_complete, kept_at_ms)
VALUES (:id, :request_hash, :answer, :is_complete, :kept_at_ms)
ON CONFLICT (id) DO UPDATE SET
    request_hash = excluded.request_hash,
    answer = excluded.answer,
    is_complete = excluded.is_complete,
    kept_at_ms = excluded.kept_at_ms
