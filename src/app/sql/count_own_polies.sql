-- Polies that the program did not create, or that were changed since.
SELECT COUNT(*) AS polies
FROM polies
WHERE id > 2 OR deleted_at IS NOT NULL OR room IS NOT NULL OR letter IS NOT NULL
