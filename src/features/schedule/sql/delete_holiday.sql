DELETE FROM holidays WHERE id = :id
