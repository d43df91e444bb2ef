DELETE FROM wait_estimates WHERE date < :date
