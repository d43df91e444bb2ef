SELECT COUNT(*) AS later
FROM events
WHERE seq > :seq
  AND reservation_id = :reservation_id
