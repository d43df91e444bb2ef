-- A registration of one of these patients waits, so that none comes in between.
SELECT id
FROM patients
WHERE id > :after
ORDER BY id
LIMIT :size
FOR UPDATE
