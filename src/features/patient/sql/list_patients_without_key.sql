SELECT id, patient_name, no_bpjs, whatsapp_number
FROM patients
WHERE search_key IS NULL
  AND id > :after
ORDER BY id
LIMIT :size
