-- Of the last visits that were done on that day (status 5 of a new database).
INSERT INTO checkup_schedules (patient_id, poly_id, date, description, created_at, updated_at)
SELECT patient_id, poly_id, :date, :description, :now, :now
FROM reservations
WHERE date = :seen AND status_id = 5
ORDER BY id DESC
LIMIT 3
