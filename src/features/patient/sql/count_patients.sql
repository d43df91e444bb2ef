SELECT COUNT(*) AS total
FROM patients
WHERE deleted_at IS NULL
  AND (LOWER(patient_name) LIKE :search ESCAPE '\' OR LOWER(whatsapp_number) LIKE :search ESCAPE '\' OR whatsapp_key LIKE :search ESCAPE '\' OR LOWER(no_bpjs) LIKE :search ESCAPE '\') --? search
