-- The last id of the next rows: ids may have very wide gaps.
SELECT MAX(id) AS id
FROM (SELECT id FROM reservations WHERE id > :after ORDER BY id LIMIT :rows) part
