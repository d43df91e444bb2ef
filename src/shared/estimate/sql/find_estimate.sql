SELECT from_at, to_at, called_at
FROM wait_estimates
WHERE reservation_id = :reservation_id
