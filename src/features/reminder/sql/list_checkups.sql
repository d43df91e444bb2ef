SELECT c.id, c.poly_id, c.date, c.created_at, p.patient_name, p.whatsapp_number
FROM checkup_schedules c
JOIN patients p ON p.id = c.patient_id
WHERE c.date = :date
  AND c.deleted_at IS NULL
ORDER BY c.id
LIMIT :size
