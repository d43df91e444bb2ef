SELECT COUNT(*) AS sent
FROM deliveries
WHERE reservation_id = :reservation_id
  AND created_at >= :since
  AND state IN ('sending', 'delivered')
