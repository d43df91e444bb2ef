UPDATE queues
SET number_of_calls = :number_of_calls,
    call_time = :call_time,
    called_seq = (SELECT m.seq FROM last_moves m WHERE m.reservation_id = :id),
    updated_at = :now
WHERE id = :id
