SELECT id, sender, number, CASE WHEN sender = :reader THEN '' ELSE body END AS body, is_last
FROM peer_batches
WHERE id > :after
ORDER BY id
LIMIT :count_max
