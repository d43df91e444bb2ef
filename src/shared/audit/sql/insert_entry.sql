INSERT INTO audit
    (created_at, user_id, kind, action, object_id, object_name, before, after, address, request_id)
VALUES
    (:now, :user_id, :kind, :action, :object_id, :object_name, :before, :after, :address,
     :request_id)
