SELECT COUNT(*) AS broken
FROM (
    SELECT before_status_id,
           LAG(after_status_id) OVER (PARTITION BY reservation_id ORDER BY seq) AS previous
    FROM events
) steps
WHERE previous IS NOT NULL
  AND (before_status_id IS NULL OR before_status_id <> previous)
