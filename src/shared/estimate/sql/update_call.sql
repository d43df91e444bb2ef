UPDATE wait_estimates
SET called_at = :called_at
WHERE reservation_id = :reservation_id
