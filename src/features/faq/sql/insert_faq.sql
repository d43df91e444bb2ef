INSERT INTO faqs (name, file, created_at, updated_at)
VALUES (:name, :file, :now, :now)
RETURNING id
