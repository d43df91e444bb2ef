SELECT
    (
        SELECT q.queue_number
        FROM reservations r
        JOIN queues q ON q.id = r.id
        WHERE r.date = :date
          AND r.poly_id = :poly_id
          AND r.status_id = :anamnesa_id
          AND r.deleted_at IS NULL
        ORDER BY COALESCE(q.called_at_us, 0) DESC, q.id DESC
        LIMIT 1
    ) AS anamnesa,
    (
        SELECT q.queue_number
        FROM reservations r
        JOIN queues q ON q.id = r.id
        WHERE r.date = :date
          AND r.poly_id = :poly_id
          AND r.status_id = :with_doctor_id
          AND r.deleted_at IS NULL
        ORDER BY COALESCE(q.called_at_us, 0) DESC, q.id DESC
        LIMIT 1
    ) AS with_doctor
