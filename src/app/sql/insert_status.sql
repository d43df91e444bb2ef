INSERT INTO statuses (id, status_name, label, information, created_at, updated_at)
VALUES (:id, :status_name, :label, :information, :now, :now)
