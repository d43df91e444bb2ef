INSERT INTO statuses (id, status_name, label, information, created_at, updated_at)
SELECT next.id, CAST(:status_name AS TEXT), CAST(:label AS TEXT), CAST(:information AS TEXT),
       CAST(:now AS TIMESTAMP(0)), CAST(:now AS TIMESTAMP(0))
FROM (SELECT COALESCE(MAX(id), 0) + 1 AS id FROM statuses) next
WHERE NOT EXISTS (SELECT 1 FROM statuses WHERE status_name = :status_name)
