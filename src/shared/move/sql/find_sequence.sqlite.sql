-- :column is PostgreSQL's.
SELECT seq AS last
FROM sqlite_sequence
WHERE name = :name
  AND :column = :column
