SELECT poly_id, intervals, interval_mean_s AS mean_s, interval_low_s AS low_s,
       interval_high_s AS high_s
FROM daily_estimates
WHERE date >= :date_from AND date < :date AND intervals >= :intervals_min
ORDER BY date DESC, poly_id
