SELECT source, last_seq
FROM imports
ORDER BY id
LIMIT 1
