SELECT COUNT(*) AS checkups
FROM checkup_schedules
WHERE id = :id
  AND date = :date
  AND deleted_at IS NULL
