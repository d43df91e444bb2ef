SELECT poly_id, minute, SUM(waits) AS waits
FROM daily_waits
WHERE waits > 0
  AND date >= :date_from --? date_from
  AND date <= :date_to --? date_to
  AND poly_id = :poly_id --? poly_id
GROUP BY poly_id, minute
ORDER BY poly_id, minute
