SELECT id, name, file, created_at, updated_at, deleted_at
FROM faqs
WHERE deleted_at IS NULL
ORDER BY id
