SELECT id, patient_name, no_bpjs, whatsapp_number, email, chat_id, created_at,
       updated_at, deleted_at
FROM patients
WHERE no_bpjs = :no_bpjs
  AND deleted_at IS NULL
ORDER BY id
