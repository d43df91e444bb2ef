SELECT COUNT(*) AS broken
FROM (
    SELECT schedule_id, date, SUM(booked) AS difference
    FROM (
        SELECT schedule_id, date, booked FROM schedule_bookings
        UNION ALL
        SELECT r.schedule_id, r.date, -1 AS booked
        FROM reservations r
        JOIN statuses s ON s.id = r.status_id
        WHERE r.schedule_id IS NOT NULL
          AND r.deleted_at IS NULL
          AND s.status_name <> 'CANCELLED'
    ) entries
    GROUP BY schedule_id, date
) sums
WHERE difference <> 0
