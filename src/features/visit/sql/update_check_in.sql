UPDATE reservations SET checked_in_at = :checked_in_at, updated_at = :now WHERE id = :id
