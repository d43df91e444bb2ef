SELECT id, name, token_hash, last_seen_at, created_at
FROM kiosks
ORDER BY id
