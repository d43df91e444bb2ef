-- Their number or day is another one since the last import, and another visit may have the old one.
DELETE FROM queues
WHERE EXISTS (
    SELECT 1
    FROM staged_queues s
    WHERE s.id = queues.id
      AND (s.queue_number <> queues.queue_number OR s.date <> queues.date
           OR s.poly_id <> queues.poly_id)
)
