-- Of the visits that are being served, screens show the one with the last call.
UPDATE queues
SET called_seq = calls.seq
FROM (
    SELECT e.reservation_id, MAX(e.seq) AS seq
    FROM events e
    JOIN reservations r ON r.id = e.reservation_id
    JOIN statuses s ON s.id = r.status_id
    WHERE s.status_name IN ('ANAMNESA', 'WITH_DOCTOR')
      AND e.kind IN ('anamnesa', 'with_doctor')
    GROUP BY e.reservation_id
) calls
WHERE calls.reservation_id = queues.id
  AND queues.called_seq IS NULL
