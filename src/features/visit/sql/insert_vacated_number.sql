INSERT INTO vacated_numbers (poly_id, date, queue_number, reservation_id)
VALUES (:poly_id, :date, :queue_number, :reservation_id)
ON CONFLICT (poly_id, date, queue_number) DO NOTHING
