SELECT id, patient_name, no_bpjs, whatsapp_number, email, chat_id, created_at,
       updated_at, deleted_at
FROM patients
WHERE deleted_at IS NULL
  AND (LOWER(patient_name) LIKE :search ESCAPE '\' OR LOWER(whatsapp_number) LIKE :search ESCAPE '\' OR whatsapp_key LIKE :search ESCAPE '\' OR LOWER(no_bpjs) LIKE :search ESCAPE '\') --? search
ORDER BY id DESC
LIMIT :size OFFSET :skipped
