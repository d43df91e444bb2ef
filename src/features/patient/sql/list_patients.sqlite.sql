SELECT id, patient_name, no_bpjs, whatsapp_number, email, chat_id, created_at,
       updated_at, deleted_at
FROM patients
WHERE deleted_at IS NULL
  AND id IN ( --? match
      SELECT rowid FROM patient_index WHERE patient_index MATCH :match --? match
      UNION ALL --? match
      SELECT id --? match
      FROM patients --? match
      WHERE id > (SELECT settled_id FROM patient_upkeep) --? match
        AND ( --? match
            search_key LIKE :text ESCAPE '\' --? match
            OR search_key LIKE :number ESCAPE '\' --? number
            OR search_key LIKE :other_number ESCAPE '\' --? other_number
        ) --? match
  ) --? match
  AND ( --? text
      search_key LIKE :text ESCAPE '\' --? text
      OR search_key LIKE :number ESCAPE '\' --? number
      OR search_key LIKE :other_number ESCAPE '\' --? other_number
  ) --? text
ORDER BY id DESC
LIMIT :size OFFSET :skipped
