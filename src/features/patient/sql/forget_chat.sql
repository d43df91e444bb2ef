UPDATE patients
SET chat_id = NULL
WHERE id = :id
