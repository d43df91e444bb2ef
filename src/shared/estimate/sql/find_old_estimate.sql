SELECT reservation_id FROM wait_estimates WHERE date < :date LIMIT 1
