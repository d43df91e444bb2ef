SELECT id, name, file, created_at, updated_at, deleted_at
FROM faqs
WHERE id = :id
