SELECT COUNT(*) AS broken
FROM reservations r
LEFT JOIN (
    SELECT reservation_id, COUNT(*) AS times
    FROM events
    WHERE kind = 'checked_in'
    GROUP BY reservation_id
) checked_in ON checked_in.reservation_id = r.id
WHERE r.checked_in_at IS NOT NULL
  AND checked_in.times IS NULL
