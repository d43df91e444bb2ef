SELECT u.settled_count + (
    SELECT COUNT(*) FROM patients p WHERE p.id > u.settled_id AND p.deleted_at IS NULL
) AS total
FROM patient_upkeep u
