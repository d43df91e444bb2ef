SELECT
    COUNT(*) AS entries,
    COUNT(CASE WHEN deleted_at IS NULL THEN 1 END) AS shown
FROM faqs
WHERE file = :file
