-- Two statements take a third of the time that a trigger would take.
INSERT INTO events
    (kind, reservation_id, poly_id, date, queue_number, user_id,
     before_status_id, after_status_id, created_at
     , note --? note
    )
VALUES
    (:kind, :reservation_id, :poly_id, :date, :queue_number, :user_id,
     :before_status_id, :after_status_id, :now
     , :note --? note
    );
INSERT INTO daily_activity (date, user_id, poly_id, entries)              --? user_id
VALUES (SUBSTR(:now, 1, 10), :user_id, :poly_id, 1)                       --? user_id
ON CONFLICT (date, user_id, poly_id) DO UPDATE SET entries = entries + 1  --? user_id
