INSERT INTO patient_index (patient_index, rowid, search_key)
SELECT 'delete', id, search_key
FROM patients
WHERE id = :id
  AND search_key IS NOT :search_key
  AND id <= (SELECT settled_id FROM patient_upkeep);
INSERT INTO patient_index (rowid, search_key)
SELECT id, :search_key
FROM patients
WHERE id = :id
  AND search_key IS NOT :search_key
  AND id <= (SELECT settled_id FROM patient_upkeep);
UPDATE patients
SET patient_name = :patient_name, whatsapp_number = :whatsapp_number,
    whatsapp_key = :whatsapp_key, no_bpjs = :no_bpjs, email = :email, updated_at = :now,
    search_key = :search_key
WHERE id = :id
