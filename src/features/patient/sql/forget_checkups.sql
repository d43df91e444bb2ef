UPDATE checkup_schedules
SET description = NULL
WHERE patient_id = :id
  AND description IS NOT NULL
