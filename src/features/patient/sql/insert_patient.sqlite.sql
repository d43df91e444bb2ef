INSERT INTO patients
    (patient_name, whatsapp_number, whatsapp_key, no_bpjs, email, created_at, updated_at,
     search_key)
VALUES (:patient_name, :whatsapp_number, :whatsapp_key, :no_bpjs, :email, :now, :now,
        :search_key);
SELECT last_insert_rowid()
