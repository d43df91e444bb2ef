UPDATE patient_upkeep
SET settled_count = settled_count + (
        SELECT COUNT(*)
        FROM patients p
        WHERE p.id > patient_upkeep.settled_id
          AND p.id <= :settled_id
          AND p.deleted_at IS NULL
    ),
    settled_id = :settled_id
WHERE settled_id < :settled_id
