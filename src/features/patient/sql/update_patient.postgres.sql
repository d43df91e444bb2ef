UPDATE patients
SET patient_name = :patient_name, whatsapp_number = :whatsapp_number,
    whatsapp_key = :whatsapp_key, no_bpjs = :no_bpjs, email = :email, updated_at = :now,
    search_key = :search_key
WHERE id = :id
