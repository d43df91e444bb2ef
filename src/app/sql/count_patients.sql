-- Whether there are patients: 0 or 1. A start must not read all of them.
SELECT COUNT(*) AS patients FROM (SELECT id FROM patients LIMIT 1) AS first
