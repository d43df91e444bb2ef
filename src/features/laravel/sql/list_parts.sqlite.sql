-- None: SQLite keeps them.
SELECT name AS removal, sql AS creation
FROM sqlite_master
WHERE name = :name
  AND 1 = 0
