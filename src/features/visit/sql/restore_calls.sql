UPDATE queues
SET number_of_calls = :number_of_calls, call_time = :call_time, called_seq = :called_seq,
    updated_at = :now
WHERE id = :id
