SELECT reservation_id, seq, call_next_seq, call_next_visits, user_id, moved_at_us, status_id,
       number_of_calls, call_time, called_seq, cancel_reason
FROM last_moves
WHERE call_next_seq = :call_next_seq
ORDER BY COALESCE(called_seq, 0), reservation_id
