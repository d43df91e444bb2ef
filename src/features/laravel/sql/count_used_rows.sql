-- Rows that no new database has: it has one user at most, and neither patients nor visits.
SELECT (SELECT COUNT(*) FROM (SELECT id FROM patients LIMIT 1) p)
     + (SELECT COUNT(*) FROM (SELECT id FROM reservations LIMIT 1) r)
     + (SELECT COUNT(*) FROM (SELECT id FROM users WHERE id > 1 LIMIT 1) u) AS used_rows
