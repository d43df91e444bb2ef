UPDATE queues
SET number_of_calls = :number_of_calls, call_time = :call_time, updated_at = :now
WHERE id = :id
