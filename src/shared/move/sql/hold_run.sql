UPDATE moves
SET run = :run
WHERE id = :id
  AND run = :run
