UPDATE reservations
SET status_id = :status_id, cancel_reason = :cancel_reason, updated_at = :now
WHERE id = :id
