SELECT CAST(relname AS TEXT) AS name
FROM pg_class c
WHERE relnamespace = CAST(current_schema() AS regnamespace)
  AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  AND NOT EXISTS (
      SELECT 1 FROM pg_depend d
      WHERE d.classid = CAST('pg_class' AS regclass) AND d.objid = c.oid AND d.deptype = 'e'
  )
ORDER BY relname
LIMIT 1
