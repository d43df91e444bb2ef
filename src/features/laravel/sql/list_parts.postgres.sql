-- Statements that drop and create what a table has beside its rows and its primary key.
SELECT 'ALTER TABLE ' || quote_ident(t.relname) || ' DROP CONSTRAINT ' || quote_ident(c.conname)
           AS removal,
       'ALTER TABLE ' || quote_ident(t.relname) || ' ADD CONSTRAINT ' || quote_ident(c.conname)
           || ' ' || pg_get_constraintdef(c.oid) AS creation
FROM pg_constraint c
JOIN pg_class t ON t.oid = c.conrelid
WHERE t.oid = to_regclass(CAST(:name AS TEXT))
  AND c.contype IN ('f', 'u')
UNION ALL
SELECT 'DROP INDEX ' || CAST(CAST(i.indexrelid AS REGCLASS) AS TEXT),
       pg_get_indexdef(i.indexrelid)
FROM pg_index i
WHERE i.indrelid = to_regclass(CAST(:name AS TEXT))
  AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
ORDER BY creation
