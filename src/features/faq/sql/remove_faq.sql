UPDATE faqs SET deleted_at = :now, updated_at = :now WHERE id = :id
