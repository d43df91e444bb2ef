SELECT MAX(id) AS id FROM reservations
