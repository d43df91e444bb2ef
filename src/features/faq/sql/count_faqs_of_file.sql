SELECT COUNT(*) AS faqs FROM faqs WHERE file = :file
