SELECT id, file FROM faqs ORDER BY id
