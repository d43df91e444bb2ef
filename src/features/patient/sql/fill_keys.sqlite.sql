INSERT INTO patient_index (rowid, search_key)
SELECT k.value ->> 'id', k.value ->> 'search_key'
FROM json_each(:keys) k
WHERE k.value ->> 'id' <= (SELECT settled_id FROM patient_upkeep);
UPDATE patients
SET whatsapp_key = k.value ->> 'whatsapp_key', search_key = k.value ->> 'search_key'
FROM json_each(:keys) k
WHERE patients.id = k.value ->> 'id'
