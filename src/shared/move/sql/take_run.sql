UPDATE moves
SET run = :run, command = :command
WHERE id = :id
