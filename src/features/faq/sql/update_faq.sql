UPDATE faqs SET name = :name, file = :file, updated_at = :now WHERE id = :id
