SELECT poly_id,
       CAST(SUM(estimates) AS BIGINT) AS estimates,
       CAST(SUM(right_estimates) AS BIGINT) AS right_estimates,
       COUNT(*) AS days
FROM daily_estimates
WHERE date > :date_from AND date <= :date AND estimates > 0
GROUP BY poly_id
ORDER BY poly_id
