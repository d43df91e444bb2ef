DELETE FROM last_moves WHERE reservation_id = :id
