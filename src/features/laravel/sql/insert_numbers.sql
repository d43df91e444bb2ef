-- Of rows with one number, the first that is not in the trash keeps it. The others, and rows
-- without a number, get the next ones of their day.
INSERT INTO staged_numbers (id, old_number, new_number)
SELECT w.id, w.queue_number,
       g.greatest + ROW_NUMBER() OVER (PARTITION BY w.poly_id, w.date ORDER BY w.id)
FROM (
    SELECT id, poly_id, date, queue_number,
           ROW_NUMBER() OVER (
               PARTITION BY poly_id, date, queue_number
               ORDER BY CASE WHEN deleted_at IS NULL THEN 0 ELSE 1 END, id
           ) AS place
    FROM staged_queues
) w
JOIN (
    SELECT poly_id, date,
           MAX(CASE WHEN queue_number < 0 THEN 0 ELSE queue_number END) AS greatest
    FROM staged_queues
    GROUP BY poly_id, date
) g ON g.poly_id = w.poly_id AND g.date = w.date
WHERE w.place > 1
   OR w.queue_number < 1
