SELECT id, patient_name, no_bpjs, whatsapp_number, email, chat_id, created_at,
       updated_at, deleted_at
FROM patients
WHERE deleted_at IS NULL
  AND ( --? text
      search_key LIKE :text ESCAPE '\' --? text
      OR search_key LIKE :number ESCAPE '\' --? number
      OR search_key LIKE :other_number ESCAPE '\' --? other_number
  ) --? text
ORDER BY id DESC
LIMIT :size OFFSET :skipped
