INSERT INTO daily_waits (date, poly_id, minute, waits)
VALUES (:date, :poly_id, :minute, 1)
ON CONFLICT (date, poly_id, minute) DO UPDATE SET waits = daily_waits.waits + 1
