-- A queue row has the id of its reservation.
UPDATE staged_queues
SET id = reservation_id
WHERE id <> reservation_id
