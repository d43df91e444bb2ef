-- The wait that was subtracted may have been the shortest or the longest of its day.
UPDATE daily_figures
SET
    wait_seconds_min = (
        SELECT MIN(q.wait_seconds)
        FROM queues q
        JOIN reservations r ON r.id = q.id
        WHERE q.poly_id = :poly_id AND q.date = :date AND r.deleted_at IS NULL
    ),
    wait_seconds_max = (
        SELECT MAX(q.wait_seconds)
        FROM queues q
        JOIN reservations r ON r.id = q.id
        WHERE q.poly_id = :poly_id AND q.date = :date AND r.deleted_at IS NULL
    )
WHERE date = :date
  AND poly_id = :poly_id
