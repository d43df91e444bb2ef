INSERT INTO statuses (id, status_name, label, information, created_at, updated_at)
SELECT next.id, :status_name, :label, :information, :now, :now
FROM (SELECT COALESCE(MAX(id), 0) + 1 AS id FROM statuses) next
WHERE NOT EXISTS (SELECT 1 FROM statuses WHERE status_name = :status_name)
