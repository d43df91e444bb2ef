SELECT date, minute, SUM(waits) AS waits
FROM daily_waits
WHERE waits > 0
  AND date >= :date_from --? date_from
  AND date <= :date_to --? date_to
  AND poly_id = :poly_id --? poly_id
GROUP BY date, minute
ORDER BY date, minute
