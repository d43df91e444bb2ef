UPDATE patients p
SET whatsapp_key = k.whatsapp_key, search_key = k.search_key
FROM json_to_recordset(CAST(:keys AS JSON)) k (id BIGINT, whatsapp_key TEXT, search_key TEXT)
WHERE p.id = k.id
