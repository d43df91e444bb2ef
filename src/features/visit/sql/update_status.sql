UPDATE reservations SET status_id = :status_id, updated_at = :now WHERE id = :id
