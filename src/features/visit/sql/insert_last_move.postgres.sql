-- Before the visit is changed, and after its entry was written into the ledger.
INSERT INTO last_moves
    (reservation_id, seq, call_next_seq, call_next_visits, user_id, moved_at_us, status_id,
     number_of_calls, call_time, called_seq, cancel_reason)
SELECT
    r.id,
    currval(pg_get_serial_sequence('events', 'seq')),
    CASE WHEN r.id = :first_id
        THEN currval(pg_get_serial_sequence('events', 'seq'))
        ELSE (SELECT m.call_next_seq FROM last_moves m WHERE m.reservation_id = :first_id)
    END,
    CAST(:visits AS BIGINT),
    CAST(:user_id AS BIGINT),
    CAST(:moved_at_us AS BIGINT),
    r.status_id, q.number_of_calls, q.call_time, q.called_seq, r.cancel_reason
FROM reservations r
JOIN queues q ON q.id = r.id
WHERE r.id = :id
ON CONFLICT (reservation_id) DO UPDATE
SET seq = excluded.seq,
    call_next_seq = excluded.call_next_seq,
    call_next_visits = excluded.call_next_visits,
    user_id = excluded.user_id,
    moved_at_us = excluded.moved_at_us,
    status_id = excluded.status_id,
    number_of_calls = excluded.number_of_calls,
    call_time = excluded.call_time,
    called_seq = excluded.called_seq,
    cancel_reason = excluded.cancel_reason
