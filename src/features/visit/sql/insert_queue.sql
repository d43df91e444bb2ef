INSERT INTO queues
    (id, reservation_id, poly_id, queue_number, date, re_reservation_time, created_at, updated_at)
VALUES (:id, :id, :poly_id, :queue_number, :date, :time, :now, :now)
