INSERT INTO wait_estimates (reservation_id, poly_id, date, from_at, to_at)
VALUES (:reservation_id, :poly_id, :date, :from_at, :to_at)
ON CONFLICT DO NOTHING
