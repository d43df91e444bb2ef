UPDATE reservations SET priority = :priority, updated_at = :now WHERE id = :id
