SELECT COUNT(*) AS taken
FROM (
    SELECT id
    FROM queues
    WHERE poly_id = :poly_id
      AND date = :date
      AND queue_number = :number
      AND id <> :reservation_id
    UNION ALL
    SELECT reservation_id AS id
    FROM vacated_numbers
    WHERE poly_id = :poly_id
      AND date = :date
      AND queue_number = :number
      AND reservation_id <> :reservation_id
) holders
