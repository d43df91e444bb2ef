SELECT p.id,
       (SELECT COUNT(*) FROM reservations r WHERE r.patient_id = p.id) AS visits,
       CASE
           WHEN p.patient_name = :name
               AND p.whatsapp_number = ''
               AND p.no_bpjs IS NULL
               AND p.email IS NULL
               AND p.chat_id IS NULL
               THEN 0
           WHEN p.created_at >= :before THEN 0
           WHEN EXISTS (
               SELECT 1
               FROM reservations r
               WHERE r.patient_id = p.id
                 AND r.date >= :before
           ) THEN 0
           WHEN EXISTS (
               SELECT 1
               FROM checkup_schedules c
               WHERE c.patient_id = p.id
                 AND c.date >= :before
           ) THEN 0
           ELSE 1
       END AS is_due
FROM (
    SELECT *
    FROM patients
    WHERE id > :after
    ORDER BY id
    LIMIT :size
) p
ORDER BY p.id
