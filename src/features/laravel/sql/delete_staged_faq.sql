DELETE FROM staged_faqs
WHERE id = :id
