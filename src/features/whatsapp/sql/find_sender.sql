SELECT id, waha_api_url, session, api_key
FROM whatsapp_configs
WHERE deleted_at IS NULL
  AND id = :id --? id
ORDER BY id
LIMIT 1
