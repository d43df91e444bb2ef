UPDATE moves
SET ended_at = :now
WHERE id = :id
