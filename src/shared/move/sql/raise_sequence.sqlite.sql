-- Only tables with AUTOINCREMENT have one; otherwise the next id is above the greatest one.
UPDATE sqlite_sequence
SET seq = :last
WHERE name = :name
  AND seq < :last
  AND :column = :column;
INSERT INTO sqlite_sequence (name, seq)
SELECT name, :last
FROM sqlite_master
WHERE type = 'table'
  AND name = :name
  AND sql LIKE '%AUTOINCREMENT%'
  AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = :name)
