-- Only for SQLite: the catalog is read from a database in memory (tables/Catalog.cpp).
SELECT t.name AS table_name, c.name AS column_name, c.type AS type, c.pk AS key_place
FROM pragma_table_list t
JOIN pragma_table_xinfo(t.name) c
WHERE t.schema = 'main'
  AND t.type = 'table'
  AND t.name NOT LIKE 'sqlite@_%' ESCAPE '@'
  AND c.hidden = 0
ORDER BY t.name, c.cid
