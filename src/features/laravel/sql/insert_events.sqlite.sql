-- What the original knows of a visit: when it was registered, when its patient was called to the
-- doctor, and where it is now. Steps of a visit are never earlier than the one before. A visit that
-- is in the ledger already gets an entry if it is elsewhere now.
INSERT INTO events
    (kind, reservation_id, poly_id, date, queue_number, before_status_id, after_status_id,
     created_at)
WITH visits_there AS (
    SELECT r.id, r.poly_id, r.date, q.queue_number, r.status_id, s.status_name,
           l.status_id AS last_id,
           COALESCE(r.created_at, r.updated_at, :now) AS registered_at,
           CASE WHEN s.status_name IN ('DONE', 'NO_SHOW', 'CANCELLED') AND l.status_id IS NULL
               THEN q.called_at
           END AS called_at,
           COALESCE(
               CASE WHEN s.status_name = 'WITH_DOCTOR' THEN q.called_at END,
               r.updated_at, r.created_at, :now
           ) AS settled_at
    FROM reservations r
    JOIN staged_queues q ON q.id = r.id
    JOIN statuses s ON s.id = r.status_id
    LEFT JOIN staged_last_statuses l ON l.reservation_id = r.id
    WHERE r.id > :after
      AND r.id <= :last
), steps AS (
    SELECT 'registered' AS kind, 1 AS step, v.id, v.poly_id, v.date, v.queue_number,
           CAST(NULL AS BIGINT) AS before_status_id, :waiting_id AS after_status_id,
           v.registered_at AS at
    FROM visits_there v
    WHERE v.last_id IS NULL
    UNION ALL
    SELECT 'with_doctor', 2, v.id, v.poly_id, v.date, v.queue_number,
           :waiting_id, :with_doctor_id,
           MAX(v.registered_at, v.called_at)
    FROM visits_there v
    WHERE v.called_at IS NOT NULL
    UNION ALL
    SELECT CASE v.status_name WHEN 'WAITING' THEN 'edited' ELSE LOWER(v.status_name) END,
           3, v.id, v.poly_id, v.date, v.queue_number,
           CASE WHEN v.called_at IS NOT NULL THEN :with_doctor_id
                ELSE COALESCE(v.last_id, :waiting_id) END,
           v.status_id,
           MAX(v.registered_at, v.settled_at, COALESCE(v.called_at, v.registered_at))
    FROM visits_there v
    WHERE v.status_id <> COALESCE(v.last_id, :waiting_id)
)
SELECT kind, id, poly_id, date, queue_number, before_status_id, after_status_id, at
FROM steps
ORDER BY id, step
