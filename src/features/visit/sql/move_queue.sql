UPDATE queues
SET poly_id = :poly_id, date = :date, queue_number = :queue_number, updated_at = :now
WHERE id = :id
