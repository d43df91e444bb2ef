SELECT COUNT(*) AS broken
FROM reservations r
LEFT JOIN (
    SELECT reservation_id, COUNT(*) AS times
    FROM events
    WHERE kind = 'registered'
    GROUP BY reservation_id
) registered ON registered.reservation_id = r.id
WHERE COALESCE(registered.times, 0) <> 1
