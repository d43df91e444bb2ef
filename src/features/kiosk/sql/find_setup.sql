SELECT id, name, token_hash, last_seen_at, created_at
FROM kiosks
WHERE setup_hash = :setup_hash
  AND setup_ends_at > :now
