SELECT COUNT(*) AS total
FROM patients
WHERE deleted_at IS NULL
  AND (
      search_key LIKE :text ESCAPE '\'
      OR search_key LIKE :number ESCAPE '\' --? number
      OR search_key LIKE :other_number ESCAPE '\' --? other_number
  )
