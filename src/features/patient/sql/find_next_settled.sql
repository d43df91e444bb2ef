SELECT MAX(id) AS id
FROM (
    SELECT id
    FROM patients
    WHERE id > (SELECT settled_id FROM patient_upkeep)
      AND id <= :newest
    ORDER BY id
    LIMIT :size
) next
