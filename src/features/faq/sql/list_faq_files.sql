SELECT id, file FROM faqs WHERE file <> '' ORDER BY id
