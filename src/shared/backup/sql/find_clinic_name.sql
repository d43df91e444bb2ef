SELECT value FROM configs WHERE name = 'clinic_name' AND deleted_at IS NULL
