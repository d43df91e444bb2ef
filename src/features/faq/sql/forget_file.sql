UPDATE faqs
SET file = '', deleted_at = COALESCE(deleted_at, :now), updated_at = :now
WHERE id = :id
