UPDATE queues
SET number_of_calls = :number_of_calls, call_time = :call_time, called_at_us = :called_at_us,
    updated_at = :now
WHERE id = :id
