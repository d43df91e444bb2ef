SELECT id, patient_name, no_bpjs, whatsapp_number, email, chat_id, created_at,
       updated_at, deleted_at
FROM patients
WHERE whatsapp_key = :whatsapp_key
  AND deleted_at IS NULL
ORDER BY id
