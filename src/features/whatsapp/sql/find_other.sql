SELECT id
FROM deliveries
WHERE remote_id = :remote_id
  AND remote_id IS NOT NULL
  AND kind = :kind
  AND id <> :id
LIMIT 1
