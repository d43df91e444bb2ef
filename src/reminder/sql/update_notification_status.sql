UPDATE queues
SET notification_status = :notification_status
WHERE id = :id
