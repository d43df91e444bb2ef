UPDATE queues
SET poly_id = :poly_id, date = :date, queue_number = :queue_number, number_of_calls = 0,
    call_time = NULL, called_seq = NULL, updated_at = :now
WHERE id = :id
