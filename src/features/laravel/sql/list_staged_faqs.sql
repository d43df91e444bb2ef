SELECT id, file AS value
FROM staged_faqs
ORDER BY id
