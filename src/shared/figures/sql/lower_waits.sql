UPDATE daily_waits
SET waits = waits - 1
WHERE date = :date
  AND poly_id = :poly_id
  AND minute = :minute
