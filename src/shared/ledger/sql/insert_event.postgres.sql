-- A trigger counts the entry in daily_activity.
INSERT INTO events
    (kind, reservation_id, poly_id, date, queue_number, user_id,
     before_status_id, after_status_id, created_at
     , note --? note
    )
VALUES
    (:kind, :reservation_id, :poly_id, :date, :queue_number, :user_id,
     :before_status_id, :after_status_id, :now
     , :note --? note
    )
