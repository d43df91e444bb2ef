UPDATE kiosks
SET token_hash = :token_hash, setup_hash = NULL, setup_ends_at = NULL, updated_at = :now
WHERE id = :id
  AND setup_hash = :setup_hash
