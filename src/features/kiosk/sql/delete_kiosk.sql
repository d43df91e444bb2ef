DELETE FROM kiosks WHERE id = :id
