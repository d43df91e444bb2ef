UPDATE patient_upkeep
SET settled_count = (
        SELECT COUNT(*)
        FROM patients p
        WHERE p.id <= patient_upkeep.settled_id
          AND p.deleted_at IS NULL
    )
WHERE settled_id > 0
